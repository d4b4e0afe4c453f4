import type { Author, PromptStore, Token } from '@promptbin/prompt-store'
import { hashToken, makeToken, type Scope } from '@promptbin/security'
import { tokenExpiryInvalid } from '../errors.ts'
import { checkRequest } from '../logins/check-request.ts'

/** A token to be made. */
export interface TokenRequest {
  readonly name: string
  readonly scopes: readonly Scope[]
  /** No limit without them. */
  readonly folders?: readonly string[] | null | undefined
  /** When it ends, RFC 3339; never without one. */
  readonly expiresAt?: string | null | undefined
}

/** A token that was just made; the only moment at which it is known. */
export interface CreatedToken extends Token {
  readonly token: string
}

/** What a token stands for, in the words of RFC 7662 section 2.2. */
export type Introspection =
  | { readonly active: false }
  | {
      readonly active: true
      /** `token:` and its name. */
      readonly sub: string
      /** Its scopes, with spaces between them. */
      readonly scope: string
      /** Those that it is limited to. */
      readonly folders?: readonly string[]
      readonly token_type: 'Bearer'
      /** Seconds since 1970. */
      readonly iat: number
      readonly exp?: number
    }

/** What can be done with tokens. */
export interface TokenOperations {
  /** Throws what `PromptStore.createToken` throws, and `PB_TOKEN_EXPIRY_INVALID`. */
  createToken(request: TokenRequest, author: Author): Promise<CreatedToken>
  /**
   * Gives a token another key, and lets the one until now be good for a while, an hour unless told.
   * Throws `PB_TOKEN_NOT_FOUND`.
   */
  rotateToken(
    nameOrId: string,
    options: { readonly graceSeconds?: number | undefined },
    author: Author,
  ): Promise<CreatedToken>
  tokens(): Promise<readonly Token[]>
  /** Ends a token for ever. Throws `PB_TOKEN_NOT_FOUND`. */
  revokeToken(nameOrId: string): Promise<void>
  /** What the token of a hash stands for now; there is no telling why one is not active. */
  introspectToken(hash: string): Promise<Introspection>
}

export interface TokenOperationsOptions {
  readonly store: Pick<
    PromptStore,
    'createToken' | 'rotateToken' | 'tokens' | 'findToken' | 'revokeToken' | 'noteTokenUse'
  >
  readonly now: () => number
  /** Called after each change, whatever came of it. */
  readonly done: () => void
  /** Told when a use could not be noted, which is no reason to refuse anybody. */
  readonly onUsesLost: (error: unknown) => void
}

/** A use is noted at most this often: it is to tell tokens in use from those that nobody needs. */
const useNotedEveryMs = 60_000

/** By these characters its owner knows which token it is. */
const endingLength = 4

/** Time to bring the new key to wherever the old one is. */
const defaultGraceSeconds = 60 * 60
export const maxGraceSeconds = 7 * 24 * 60 * 60

/** Makes the operations of tokens over a store. */
export function createTokenOperations(options: TokenOperationsOptions): TokenOperations {
  const { store, now, done, onUsesLost } = options

  function noteUse({ id, lastUsedAt }: Token): void {
    if (lastUsedAt !== null && Date.parse(lastUsedAt) > now() - useNotedEveryMs) return
    store.noteTokenUse(id).catch(onUsesLost)
  }

  return {
    createToken: async ({ name, scopes, folders = null, expiresAt = null }, author) => {
      checkRequest({ name, scopes, folders }, 'a token')
      const { token, ...key } = newKey()
      const wanted = {
        name,
        scopes,
        folders,
        ...key,
        expiresAt: readExpiry(expiresAt, now()),
      }
      try {
        return { ...(await store.createToken(wanted, author)), token }
      } finally {
        done()
      }
    },
    rotateToken: async (nameOrId, { graceSeconds = defaultGraceSeconds }, author) => {
      const { token, ...key } = newKey()
      try {
        return { ...(await store.rotateToken(nameOrId, key, graceSeconds * 1_000, author)), token }
      } finally {
        done()
      }
    },
    tokens: () => store.tokens(),
    revokeToken: async (nameOrId) => {
      try {
        await store.revokeToken(nameOrId)
      } finally {
        done()
      }
    },
    introspectToken: async (hash) => {
      const token = await store.findToken(hash)
      if (token === undefined) return { active: false }
      noteUse(token)
      const { name, scopes, folders, createdAt, expiresAt } = token
      return {
        active: true,
        sub: `token:${name}`,
        scope: scopes.join(' '),
        ...(folders !== null && { folders }),
        token_type: 'Bearer',
        iat: toSeconds(createdAt),
        ...(expiresAt !== null && { exp: toSeconds(expiresAt) }),
      }
    },
  }
}

/** A token with what is kept of it. */
function newKey() {
  const token = makeToken()
  return { token, hash: hashToken(token), ending: token.slice(-endingLength) }
}

const toSeconds = (time: string) => Math.floor(Date.parse(time) / 1_000)

/** Throws `PB_TOKEN_EXPIRY_INVALID` if that time is not to come. */
function readExpiry(expiresAt: string | null, now: number): string | null {
  if (expiresAt === null) return null
  const at = Date.parse(expiresAt)
  if (!Number.isFinite(at)) throw tokenExpiryInvalid('there is no such time')
  if (at <= now) throw tokenExpiryInvalid('that time is over')
  return new Date(at).toISOString()
}
