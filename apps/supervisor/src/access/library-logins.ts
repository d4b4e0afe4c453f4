import { PromptBinError } from '@promptbin/errors'
import { type Principal, readScopes } from '@promptbin/security'
import { authenticationUnavailable, INSTANCE_PROOF_HEADER, instanceProof } from '@promptbin/service'
import { askLibrary, askLibraryWith } from '../http/library/ask-library.ts'

/** What prompt-web, which keeps tokens and accounts, says of somebody. */
export interface LibraryLogins {
  /** Whose the token of a SHA-256 is, and until when (ms since 1970). Throws `PB_AUTH_UNAVAILABLE`. */
  ofToken(
    sha256: string,
  ): Promise<{ readonly principal: Principal; readonly endsAt: number } | undefined>
  /** Whose a name and a password are. Throws what prompt-web refuses them with, `PB_AUTH_UNAVAILABLE`. */
  ofPassword(name: string, password: string, address: string): Promise<Principal>
  /** When the password of each account was changed last, ms since 1970. Throws `PB_AUTH_UNAVAILABLE`. */
  passwordChanges(): Promise<ReadonlyMap<string, number>>
}

interface TokenAnswer {
  readonly active: boolean
  readonly sub?: string
  readonly scope?: string
  readonly exp?: number
  readonly folders?: readonly string[]
}

/** Makes the way to the prompt-web of this instance. */
export function createLibraryLogins(webUrl: string, instanceKey: string): LibraryLogins {
  const headers = { [INSTANCE_PROOF_HEADER]: instanceProof(instanceKey) }
  const ask = async (path: string, body: object): Promise<unknown> =>
    askLibraryWith(webUrl, path, body, { headers }).catch(unavailable)

  return {
    ofToken: async (sha256) => {
      const answer = (await ask('/api/v1/tokens/introspect', { sha256 })) as TokenAnswer
      const { active, sub = '', scope, exp, folders } = answer
      if (!active) return undefined
      const principal: Principal = {
        id: sub,
        kind: 'token',
        scopes: readScopes(scope),
        ...(folders && { folders }),
      }
      return { principal, endsAt: exp === undefined ? Number.MAX_SAFE_INTEGER : exp * 1_000 }
    },
    ofPassword: async (name, password, address) => {
      const answer = await ask('/api/v1/logins/check', { name, password, address })
      const { sub, scope } = answer as { readonly sub: string; readonly scope: string }
      return { id: sub, kind: 'account', scopes: readScopes(scope) }
    },
    passwordChanges: async () => {
      const question = { method: 'GET', headers } as const
      const answer = await askLibrary(webUrl, '/api/v1/accounts', question).catch(unavailable)
      const { items } = answer as {
        readonly items: readonly { readonly name: string; readonly passwordChangedAt: string }[]
      }
      return new Map(
        items.map(({ name, passwordChangedAt }) => [name, Date.parse(passwordChangedAt)]),
      )
    },
  }
}

/** That nobody answers, or only that it cannot, says nothing about who asks. */
function unavailable(cause: unknown): never {
  if (cause instanceof PromptBinError && cause.status < 500) throw cause
  throw authenticationUnavailable.with({ cause })
}
