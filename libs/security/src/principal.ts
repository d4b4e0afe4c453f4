import { commonFolders, isWithin } from './folders/folders.ts'
import { type Scope, scopes } from './scope.ts'

/** Who asks, as authentication found it; nothing that a client says about itself counts. */
export interface Principal {
  /** The same for the same person or program: what sessions belong to and changes are signed with. */
  readonly id: string
  /** `service`: another process of PromptBin, which answers for those who ask through it. */
  readonly kind: 'local' | 'token' | 'oauth' | 'account' | 'service'
  readonly scopes: ReadonlySet<Scope>
  /** For it there is nothing outside of these folders and those below them; everything without. */
  readonly folders?: readonly string[]
}

/** Everybody on this machine, where nothing asks for authentication. */
export const localPrincipal: Principal = {
  id: 'local',
  kind: 'local',
  scopes: new Set<Scope>(['prompts:read', 'prompts:write']),
}

/** The same where they may run PromptBin too: at its pages, its library and its supervisor. */
export const localAdministrator: Principal = { ...localPrincipal, scopes: new Set(scopes) }

/** Whether somebody may do something. */
export function hasScope({ scopes }: Pick<Principal, 'scopes'>, scope: Scope): boolean {
  return scopes.has(scope)
}

/** Whether a folder is one of those that a principal is limited to, or below one. */
export function mayUseFolder({ folders }: Pick<Principal, 'folders'>, folder: string): boolean {
  return folders === undefined || isWithin(folder, folders)
}

/** The same somebody, for whom there is nothing but what is in these folders too. */
export function limitedTo(principal: Principal, folders: readonly string[]): Principal {
  const { scopes, folders: known } = principal
  return {
    ...principal,
    // What runs PromptBin is not of any folder.
    scopes: new Set([...scopes].filter((scope) => scope !== 'admin')),
    folders: known === undefined ? folders : commonFolders(known, folders),
  }
}
