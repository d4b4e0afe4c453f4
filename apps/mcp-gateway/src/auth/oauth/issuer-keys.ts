import { authenticationUnavailable } from '@promptbin/service'
import {
  createRemoteJWKSet,
  customFetch,
  errors,
  type JWTVerifyGetKey,
  type RemoteJWKSetOptions,
} from 'jose'
import { createBoundedFetch, type Fetch } from './bounded-fetch.ts'
import { findKeys } from './find-keys.ts'

export interface IssuerKeysOptions {
  readonly issuer: string
  /** Where the keys are; found in the issuer's metadata if empty. */
  readonly jwksUrl: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Told why keys could not be had. */
  readonly onFailure: (error: unknown) => void
  readonly fetch?: Fetch | undefined
}

/** One question to the issuer may take this long. */
const timeoutMs = 3_000

/** After a failure the issuer is left alone for this long. */
const retryMs = 5_000

/** Keys are looked up anew after this long; a key that is not known is looked up at once. */
const keysKeptMs = 10 * 60_000

/** But only so often: a forged token may name any key. */
const cooldownMs = 30_000

/** Where the keys are is asked anew after this long. */
const placeKeptMs = 60 * 60_000

/**
 * The public keys of an issuer, fetched when they are needed and kept. Gives the key of a token for
 * `jwtVerify`, which throws `PB_AUTH_UNAVAILABLE` if the issuer cannot be asked, and errors of jose
 * if it has no such key.
 */
export function createIssuerKeys(options: IssuerKeysOptions): JWTVerifyGetKey {
  const { issuer, jwksUrl, now, onFailure } = options
  const fetch = createBoundedFetch({ timeoutMs, fetch: options.fetch })
  let keys: Promise<JWTVerifyGetKey> | undefined
  let isFoundUntilMs = 0
  let isFailedUntilMs = 0

  async function find(): Promise<JWTVerifyGetKey> {
    const place = jwksUrl || (await findKeys(issuer, fetch))
    return createRemoteJWKSet(new URL(place), {
      cacheMaxAge: keysKeptMs,
      cooldownDuration: cooldownMs,
      timeoutDuration: timeoutMs,
      [customFetch]: fetch as NonNullable<RemoteJWKSetOptions[typeof customFetch]>,
    })
  }

  return async (header, token) => {
    if (now() < isFailedUntilMs) throw authenticationUnavailable()
    if (keys === undefined || now() >= isFoundUntilMs) {
      isFoundUntilMs = now() + placeKeptMs
      keys = find()
    }
    try {
      return await (await keys)(header, token)
    } catch (error) {
      if (isAboutToken(error)) throw error
      isFailedUntilMs = now() + retryMs
      isFoundUntilMs = 0
      onFailure(error)
      throw authenticationUnavailable.with({ cause: error })
    }
  }
}

/** The issuer answered, and has no key, or several, for what the token says of itself. */
function isAboutToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  )
}
