export { classifyEnd, ERROR_LINES_KEPT, type ProcessEnd } from './classify-end.ts'
export { decide, emptyHistory, type RestartDecision, type RestartHistory } from './decide.ts'
export { describeFailure, type Failure } from './failure.ts'
export {
  type RestartClass,
  type RestartClassName,
  type RestartTiming,
  restartClasses,
  restartClassOf,
} from './restart-classes.ts'
export { RestartManager, type RestartManagerOptions } from './restart-manager.ts'
export type { RestartMemory, RestartRecord } from './restart-memory.ts'
export { createRestartPolicy, type RestartPolicy } from './restart-policy.ts'
