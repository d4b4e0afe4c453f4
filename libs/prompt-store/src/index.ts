export { noteUnknown } from './note-unknown.ts'
export type {
  Author,
  BatchChange,
  Group,
  ImportOutcome,
  LibraryEvent,
  ListQuery,
  Once,
  Origin,
  PromptStore,
  StoreStats,
  TrashedPrompt,
  Use,
  VersionSummary,
} from './prompt-store.ts'
export { createSqliteStore, type SqliteStoreOptions } from './sqlite/create-sqlite-store.ts'
export type { JobEvent } from './threads/job.ts'
export type { QueueLimits } from './threads/job-queue.ts'
export { trashKeptMs } from './trash-kept.ts'
