export { failpointsOff } from './errors.ts'
export { armFailpoints, disarmFailpoints, failpoint, writeAtFailpoint } from './failpoint.ts'
export {
  type FailpointDescription,
  type FailpointName,
  failpoints,
  type WritingFailpoint,
} from './failpoint-names.ts'
