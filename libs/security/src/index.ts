export {
  type AttemptPolicy,
  type Attempts,
  afterFailure,
  attemptsAtAccount,
  attemptsFromAddress,
  pauseMs,
} from './attempts/attempts.ts'
export { RateLimiter, type RateLimiterOptions } from './attempts/rate-limiter.ts'
export { type AuditFile, auditFileName, fullFileName, listAuditFiles } from './audit/audit-files.ts'
export {
  type AuditFilter,
  type AuditLog,
  type AuditPage,
  type AuditQuery,
  matchesAudit,
} from './audit/audit-log.ts'
export {
  type Asker,
  type AuditEntry,
  type AuditFace,
  type AuditHead,
  type AuditOutcome,
  type AuditRecord,
  type AuditValue,
  auditOutcomes,
  chainStart,
  internalAsker,
} from './audit/audit-record.ts'
export {
  type AuditFault,
  type AuditFaultKind,
  type AuditVerdict,
  ChainCheck,
  verifyChain,
} from './audit/chain-check.ts'
export { type ChainSlice, ChainWatch } from './audit/chain-watch.ts'
export { formatRecord, parseRecord, sealRecord } from './audit/seal-record.ts'
export { FOLDERS_HEADER, readFolders, writeFolders } from './folders/folders-header.ts'
export {
  defaultPasswordCost,
  hashPassword,
  isHashOutdated,
  type PasswordCost,
  verifyPassword,
} from './password/password.ts'
export { longestPassword, passwordFault, shortestPassword } from './password/password-rules.ts'
export {
  hasScope,
  limitedTo,
  localAdministrator,
  localPrincipal,
  mayUseFolder,
  type Principal,
} from './principal.ts'
export { isScope, readScopes, type Scope, scopes } from './scope.ts'
export { hashToken, isToken, isTokenHash, makeToken, resemblesToken } from './token/token.ts'
