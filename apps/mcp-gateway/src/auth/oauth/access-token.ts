import { createHash } from 'node:crypto'
import { PromptBinError } from '@promptbin/errors'
import { readScopes } from '@promptbin/security'
import { authenticationUnavailable, tokenInvalid } from '@promptbin/service'
import {
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  jwtVerify,
} from 'jose'
import { type Verdict, verdictOf } from '../verdicts/verdict.ts'

export interface AccessTokenOptions {
  readonly issuer: string
  /** Any of these must be among the token's; asked with every token, for it may follow the port. */
  readonly audiences: () => readonly string[]
  readonly keyOf: JWTVerifyGetKey
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/**
 * Signatures whose key for checking cannot make them. With a shared secret whoever can check can
 * forge, and "none" is no signature (RFC 8725 section 3.1).
 */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
]

/** Two clocks differ a little. */
const leewaySeconds = 30

/** What an access token may call itself (RFC 9068 section 2.1); many servers say no more than JWT. */
const types = [undefined, 'jwt', 'at+jwt', 'application/at+jwt']

/** An id that can stand in a header and in a log as it is. */
const plainSubject = /^[A-Za-z0-9._@|-]{1,64}$/

/**
 * Makes the check of OAuth 2.1 access tokens that are JWTs (RFC 9068). Throws `PB_TOKEN_INVALID`
 * whatever is wrong, `PB_AUTH_UNAVAILABLE` if the issuer cannot be asked for its keys.
 */
export function createAccessTokenCheck(
  options: AccessTokenOptions,
): (token: string) => Promise<Verdict> {
  const { issuer, audiences, keyOf, now } = options
  return async (token) => {
    try {
      const { payload, protectedHeader } = await verifySignature(token, keyOf, {
        issuer,
        audience: [...audiences()],
        algorithms,
        clockTolerance: leewaySeconds,
        requiredClaims: ['exp', 'sub'],
        currentDate: new Date(now()),
      })
      if (!types.includes(protectedHeader.typ?.toLowerCase())) throw tokenInvalid()
      return readClaims(payload)
    } catch (error) {
      if (isUnavailable(error)) throw error
      throw tokenInvalid.with({ cause: error })
    }
  }
}

/** As many keys as are tried for a token that does not say which one it was signed with. */
const maxKeysTried = 4

async function verifySignature(token: string, keyOf: JWTVerifyGetKey, options: JWTVerifyOptions) {
  try {
    return await jwtVerify(token, keyOf, options)
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error
    let tried = 0
    for await (const key of error) {
      tried += 1
      if (tried > maxKeysTried) break
      const verified = await jwtVerify(token, key, options).catch(ignoreWrongKey)
      if (verified) return verified
    }
    throw error
  }
}

function ignoreWrongKey(error: unknown): undefined {
  if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error
}

function readClaims({ sub, exp, scope, scp, cnf }: JWTPayload): Verdict {
  if (typeof sub !== 'string' || sub === '' || exp === undefined) throw tokenInvalid()
  // Bound to a key that would have to be shown with it, which nobody checks here (RFC 9449, RFC 8705).
  if (cnf !== undefined) throw tokenInvalid()
  const scopes = readScopes(scope ?? scp)
  // The leeway is for clocks that differ, so it counts at the end as well.
  const expiresAtMs = (exp + leewaySeconds) * 1_000
  return verdictOf({ id: principalId(sub), kind: 'oauth', scopes }, expiresAtMs)
}

/** The same subject always gives the same id, and no two subjects the same. */
function principalId(subject: string): string {
  if (plainSubject.test(subject) && !subject.startsWith('sha256-')) return `oauth:${subject}`
  return `oauth:sha256-${createHash('sha256').update(subject).digest('base64url')}`
}

function isUnavailable(error: unknown): boolean {
  return error instanceof PromptBinError && error.code === authenticationUnavailable.definition.code
}
