export type { OnServerBreaker } from './breaker/server-breaker.ts'
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
export type { LoadedLibrary, StoredLibrary } from './loading/load-library.ts'
export { practiseDatabase } from './loading/practise-database.ts'
export {
  type RestoreDatabaseOptions,
  type RestoredDatabase,
  restoreDatabase,
} from './loading/restore-database.ts'
export {
  type LibraryTables,
  readLibraryTables,
  type TableToRead,
} from './tables/read-library-tables.ts'
export type { TableDigest } from './tables/rows-digest.ts'
