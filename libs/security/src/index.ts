export {
  type AttemptPolicy,
  type Attempts,
  afterFailure,
  attemptsAtAccount,
  attemptsFromAddress,
  pauseMs,
} from './attempts/attempts.ts'
export { RateLimiter, type RateLimiterOptions } from './attempts/rate-limiter.ts'
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
  localAdministrator,
  localPrincipal,
  mayUseFolder,
  type Principal,
} from './principal.ts'
export { isScope, readScopes, type Scope, scopes } from './scope.ts'
export { hashToken, isToken, isTokenHash, makeToken, resemblesToken } from './token/token.ts'
