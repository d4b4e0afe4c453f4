export type {
  Author,
  ImportOutcome,
  ListQuery,
  Origin,
  PromptStore,
  StoreStats,
  VersionSummary,
} from './prompt-store.ts'
export { createSqliteStore, type SqliteStoreOptions } from './sqlite/create-sqlite-store.ts'
export type { JobEvent } from './threads/job.ts'
export type { QueueLimits } from './threads/job-queue.ts'
