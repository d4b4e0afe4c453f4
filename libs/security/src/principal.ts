import type { Scope } from './scope.ts'

/** Who asks, as authentication found it; nothing that a client says about itself counts. */
export interface Principal {
  /** The same for the same person or program: what sessions belong to and changes are signed with. */
  readonly id: string
  readonly kind: 'local' | 'token' | 'oauth'
  readonly scopes: ReadonlySet<Scope>
}

/** Everybody on this machine, where nothing asks for authentication. */
export const localPrincipal: Principal = {
  id: 'local',
  kind: 'local',
  scopes: new Set<Scope>(['prompts:read', 'prompts:write']),
}

/** Whether somebody may do something. */
export function hasScope({ scopes }: Pick<Principal, 'scopes'>, scope: Scope): boolean {
  return scopes.has(scope)
}
