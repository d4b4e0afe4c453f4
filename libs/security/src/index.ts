export { hasScope, localPrincipal, type Principal } from './principal.ts'
export { isScope, readScopes, type Scope, scopes } from './scope.ts'
export { hashToken, isToken, isTokenHash, makeToken, resemblesToken } from './token/token.ts'
