export { errorStates } from './observing/errors.ts'
export { logLevels } from './observing/logs.ts'
export { metricSeries } from './observing/metrics.ts'
export type { Effect, Operation, OperationInput, OperationOutput } from './operation.ts'
export { type OperationRequest, requestOf } from './operation-request.ts'
export {
  type InputOf,
  isOperationName,
  type OperationGroup,
  type OperationName,
  type OutputOf,
  operationGroups,
  operationNames,
  operationOf,
  operations,
} from './operations.ts'
export { integritySubjects } from './running/library.ts'
export { eventTypes } from './running/processes.ts'
export { profileKinds } from './running/profiles.ts'
export type { ObjectSchema, Schema, ValueOf } from './schema/schema.ts'
