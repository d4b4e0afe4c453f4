export { decide, emptyHistory, type RestartDecision, type RestartHistory } from './decide.ts'
export {
  classifyEnd,
  describeFailure,
  type Failure,
  type ProcessEnd,
} from './failure.ts'
export { createRestartPolicy, type RestartPolicy } from './restart-policy.ts'
