import type { AuthInfo } from '@modelcontextprotocol/server'
import type { PromptClient } from '@promptbin/prompt-client'
import { mayUseFolder, type Principal } from '@promptbin/security'
import { type Profile, servesEverything } from '../mcp/profiles/profile.ts'
import { createProfiledLibrary } from '../mcp/profiles/profiled-library.ts'
import type { Change } from './announcer.ts'
import { createIdentify } from './identify.ts'
import { createInterests, type Interests } from './interests.ts'

/** Whom changes are told to: some principals at one address, who may all see the same. */
export interface Audience {
  /** What one client of them wants to hear of; nothing at first. */
  interests(): Interests
  /** Whether they may hear that this happened at all. */
  maySee(change: Change): boolean
}

/** Gives the audience that somebody is of; everybody of this machine is of one and the same. */
export type AudienceOf = (authInfo: AuthInfo | undefined) => Audience

/** Makes the audiences of one profile. */
export function createAudienceOf(library: PromptClient, profile: Profile): AudienceOf {
  const served = createProfiledLibrary(library, profile)
  return (authInfo) => {
    // Set by our own authentication, which also makes its type.
    const { folders } = (authInfo?.extra?.['principal'] ?? {}) as Partial<Principal>
    const identify = createIdentify(library, folders)
    const find = createIdentify(served, folders)
    const isServed = async (uri: string) => (await find(uri)) !== undefined
    const servesAll = servesEverything(profile) && folders === undefined
    return {
      interests: () => createInterests({ identify, ...(!servesAll && { isServed }) }),
      maySee: (change) => folders === undefined || happensWithin(change, folders),
    }
  }
}

/** Also where nobody knows what happened, as after a reset, which names nothing. */
function happensWithin({ folder, formerFolder }: Change, folders: readonly string[]): boolean {
  if (folder === undefined) return true
  return [folder, formerFolder].some((one) => one !== undefined && mayUseFolder({ folders }, one))
}
