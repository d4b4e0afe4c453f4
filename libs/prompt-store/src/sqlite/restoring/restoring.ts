export { schemaVersion } from '../database/migrate.ts'
export {
  type Continuation,
  type ContinueLibraryOptions,
  continueLibrary,
} from './continue-library.ts'
export { fillLibrary } from './fill-library.ts'
export { libraryRecord, libraryRecords } from './read-library.ts'
export { settleLibrary } from './settle-library.ts'
export { upgradeLibrary } from './upgrade-library.ts'
