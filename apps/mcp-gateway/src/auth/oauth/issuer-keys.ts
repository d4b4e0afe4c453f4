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
import { createIssuerBreaker, type IssuerBreakerOptions } from './issuer-breaker.ts'

export interface IssuerKeysOptions extends IssuerBreakerOptions {
  readonly issuer: string
  /** Where the keys are; found in the issuer's metadata if empty. */
  readonly jwksUrl: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly fetch?: Fetch | undefined
}

/** The keys, as `jwtVerify` asks for them. */
export interface IssuerKeys {
  readonly keyOf: JWTVerifyGetKey
  close(): void
}

/** One question to the issuer may take this long. */
const timeoutMs = 3_000

/** Keys are looked up anew after this long; a key that is not known is looked up at once. */
const keysKeptMs = 10 * 60_000

/** But only so often: a forged token may name any key. */
const cooldownMs = 30_000

/** Where the keys are is asked anew after this long. */
const placeKeptMs = 60 * 60_000

/** What jose asks for keys with. */
type KeyFetch = NonNullable<RemoteJWKSetOptions[typeof customFetch]>

/**
 * The public keys of an issuer, fetched when they are needed and kept. `keyOf` throws
 * `PB_AUTH_UNAVAILABLE` if the issuer cannot be asked, and errors of jose if it has no such key. While
 * an issuer is left alone the keys that are kept go on being used.
 */
export function createIssuerKeys(options: IssuerKeysOptions): IssuerKeys {
  const { issuer, jwksUrl, now } = options
  const fetch = createBoundedFetch({ timeoutMs, fetch: options.fetch })
  const breaker = createIssuerBreaker(options)
  const fetchKeys: KeyFetch = (url, init) => breaker.run(() => fetchSet(fetch, url, init))
  let known: { readonly place: string; readonly keyOf: JWTVerifyGetKey } | undefined
  let isFoundUntilMs = 0

  async function find(): Promise<JWTVerifyGetKey> {
    const place = jwksUrl || (await breaker.run(() => findKeys(issuer, fetch)))
    if (known?.place === place) return known.keyOf
    const keyOf = createRemoteJWKSet(new URL(place), {
      cacheMaxAge: keysKeptMs,
      cooldownDuration: cooldownMs,
      timeoutDuration: timeoutMs,
      [customFetch]: fetchKeys,
    })
    known = { place, keyOf }
    return keyOf
  }

  let finding: Promise<JWTVerifyGetKey> | undefined
  const current = (): Promise<JWTVerifyGetKey> => {
    if (finding !== undefined && now() < isFoundUntilMs) return finding
    isFoundUntilMs = now() + placeKeptMs
    finding = find().catch((error: unknown) => {
      isFoundUntilMs = 0
      if (known) return known.keyOf
      throw error
    })
    return finding
  }

  return {
    keyOf: async (header, token) => {
      try {
        return await (await current())(header, token)
      } catch (error) {
        if (isAboutToken(error)) throw error
        // The keys may be elsewhere by now.
        isFoundUntilMs = 0
        throw authenticationUnavailable.with({ cause: error })
      }
    },
    close: () => breaker.close(),
  }
}

/** Rejects unless there are keys, so that any other answer counts as none (RFC 7517 section 5). */
async function fetchSet(fetch: Fetch, url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init)
  if (response.status !== 200)
    throw new Error(`The keys are answered with status ${response.status}.`)
  const set: unknown = await response.clone().json()
  if (!Array.isArray(Object(set).keys)) throw new Error('What should be keys is something else.')
  return response
}

/** The issuer answered, and has no key, or several, for what the token says of itself. */
function isAboutToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  )
}
