export { localPrincipal, type Principal, type Scope } from './principal.ts'
