export {
  nothingToRecover,
  recoveryFailed,
  recoveryNoRoom,
  recoveryNotNeeded,
} from './errors.ts'
export {
  type RecoverOptions,
  type Recovery,
  recoverLibrary,
  recoveryName,
} from './recover-library.ts'
