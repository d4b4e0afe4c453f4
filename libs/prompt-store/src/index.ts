export type { Account, AccountSecret, NewAccount } from './accounts/account.ts'
export type { AttemptSubject, AttemptsBySubject, LoginFailure } from './accounts/login-attempts.ts'
export type { EndedSessions, LoginSession, NewLoginSession } from './accounts/login-session.ts'
export type { LoginStore } from './accounts/login-store.ts'
export type {
  Group,
  ImportOutcome,
  LibraryEvent,
  StoreStats,
  TrashedPrompt,
  Use,
  VersionSummary,
} from './answers.ts'
export type { AuditAct, AuditStore } from './audit/audit-store.ts'
export { promptInUse, promptNotFound } from './errors.ts'
export { noteUnknown } from './note-unknown.ts'
export type { PromptStore } from './prompt-store.ts'
export type { Author, BatchChange, ListQuery, Once, Origin, Within } from './requests.ts'
export type { NewShare, Share } from './shares/share.ts'
export type { ShareOpening, ShareOpenings } from './shares/share-opening.ts'
export type { SharedPrompt } from './shares/shared-prompt.ts'
export {
  createSqliteStore,
  openDamagedStore,
  type SqliteStoreOptions,
} from './sqlite/create-sqlite-store.ts'
export { schemaVersion } from './sqlite/database/migrate.ts'
export { watchWrites } from './sqlite/database/watch-writes.ts'
export { storeDamagedReadOnly } from './store-errors.ts'
export type { JobEvent, JobOrigin, JobSpan } from './threads/job.ts'
export type { QueueLimits, QueueLoad } from './threads/job-queue.ts'
export type { NewToken, Token } from './tokens/token.ts'
export { trashKeptMs } from './trash-kept.ts'
