import { PromptBinError } from '@promptbin/errors'
import { hashToken, isToken, RateLimiter, resemblesToken } from '@promptbin/security'
import { tokenInvalid } from '@promptbin/service'
import { rateExceeded } from '../admission/errors.ts'
import { readBearer } from './tokens/bearer.ts'
import { localVerdict, type Verdict } from './verdicts/verdict.ts'
import { keyOf, VerdictCache } from './verdicts/verdict-cache.ts'

export interface AuthenticateOptions {
  /** Who has the token of PromptBin with this SHA-256. */
  readonly introspect: (sha256: string) => Promise<Verdict>
  /** The SHA-256 of the key by which programs of this machine are known; none without a supervisor. */
  readonly localKeyHash?: string | undefined
  /** Whose an access token of another issuer is; without it there is no other issuer. */
  readonly checkAccessToken?: ((token: string) => Promise<Verdict>) | undefined
  /** Whether a token that is revoked would be told of at once. */
  readonly isTold: () => boolean
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** Finds out whose a request is, by the header `Authorization` alone. */
export interface Authenticate {
  /**
   * The verdict at once if it is known; asked with every request. A connection mostly brings the
   * same header again, and then it need not be read and hashed again.
   */
  lookUp(header: string, connection: object): Verdict | undefined
  /**
   * Finds it out, for somebody at `address`. Throws `PB_TOKEN_INVALID` whatever is wrong,
   * `PB_AUTH_UNAVAILABLE`, and `PB_RATE_EXCEEDED` to whoever was refused too often.
   */
  findOut(header: string, address: string): Promise<Verdict>
  /** Says that a token may have been revoked. */
  forget(): void
  /** Says that a token was made. */
  forgetRefused(): void
}

/** So often an address may come with a wrong token at once, and then a second. */
const wrongTokens = { burst: 60, perSecond: 1 }

/** Makes the check of tokens, of our own and of an authorization server. */
export function createAuthenticate(options: AuthenticateOptions): Authenticate {
  const { introspect, checkAccessToken, localKeyHash, now } = options
  const wrong = new RateLimiter({ ...wrongTokens, now })
  const verdicts = new VerdictCache({
    isTold: options.isTold,
    now,
    verify: async (token) => {
      if (isToken(token)) {
        const sha256 = hashToken(token)
        return sha256 === localKeyHash ? localVerdict : introspect(sha256)
      }
      if (resemblesToken(token) || !checkAccessToken) throw tokenInvalid()
      return checkAccessToken(token)
    },
  })

  const lastOf = new WeakMap<object, { readonly header: string; readonly key: string }>()

  return {
    lookUp: (header, connection) => {
      const last = lastOf.get(connection)
      if (last?.header === header) return verdicts.lookUp(last.key)
      const token = readBearer(header)
      if (token === undefined) return undefined
      const key = keyOf(token)
      lastOf.set(connection, { header, key })
      return verdicts.lookUp(key)
    },
    findOut: async (header, address) => {
      const waitSeconds = wrong.waitSeconds(address)
      if (waitSeconds > 0) throw rateExceeded(waitSeconds)
      try {
        const token = readBearer(header)
        if (token === undefined) throw tokenInvalid()
        return await verdicts.findOut(token)
      } catch (error) {
        if (isRefusal(error)) wrong.take(address)
        throw error
      }
    },
    forget: () => verdicts.forget(),
    forgetRefused: () => verdicts.forgetRefused(),
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof PromptBinError && error.code === tokenInvalid.definition.code
}
