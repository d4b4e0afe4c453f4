export {
  createPostgresStore,
  openPostgresReadOnly,
  type PostgresStoreOptions,
} from './create-postgres-store.ts'
export { dropClient, isServerError, openClient } from './database/client.ts'
export { postgresSchemaVersion } from './database/migrate.ts'
export { watchPostgresWrites } from './database/watch-postgres-writes.ts'
export {
  type CheckPostgresLibraryOptions,
  checkPostgresLibrary,
} from './integrity/check-postgres-library.ts'
export { describeLibrary, type LibraryDescription } from './integrity/describe-library.ts'
