import type { BreakerState } from '@promptbin/breaker'
import type { Config } from '@promptbin/config'
import type { ChangeFeed, TraceAttempt } from '@promptbin/prompt-client'
import { type Authenticate, createAuthenticate } from './authenticate.ts'
import { createAccessTokenCheck } from './oauth/access-token.ts'
import type { Fetch } from './oauth/bounded-fetch.ts'
import type { OnIssuerBreaker } from './oauth/issuer-breaker.ts'
import { createIssuerKeys } from './oauth/issuer-keys.ts'
import { createTokenIntrospection } from './tokens/introspect-token.ts'

export interface TokenChecksOptions {
  /** Of prompt-web. */
  readonly webUrl: string
  /** By what it knows this gateway. */
  readonly credential?: Readonly<Record<string, string>> | undefined
  readonly auth: Config['auth']
  readonly localKeyHash?: string | undefined
  /** The canonical URI of the MCP endpoint. */
  readonly resource: () => string
  /** What happens to the library, tokens included. */
  readonly changes: Pick<ChangeFeed, 'subscribe' | 'revision'>
  readonly trace: TraceAttempt
  /** Told when the breaker towards prompt-web's tokens changes. */
  readonly onBreaker: (state: BreakerState) => void
  /** Told why an authorization server could not be asked for its keys. */
  readonly onIssuerFailure: (error: unknown) => void
  /** Told when the breaker before an authorization server changes. */
  readonly onIssuerBreaker?: OnIssuerBreaker
  /** Milliseconds since the epoch. */
  readonly now?: () => number
  readonly fetch?: Fetch
}

/** The check of tokens as the configuration asks for it. */
export interface TokenChecks {
  readonly authenticate: Authenticate
  close(): Promise<void>
}

/** After these a token may be good no more. */
const mayEnd: ReadonlySet<string> = new Set(['token-revoked', 'token-rotated', 'reset'])

/** Puts together the checks of our own tokens and of those of an authorization server. */
export function createTokenChecks(options: TokenChecksOptions): TokenChecks {
  const { webUrl, auth, resource, changes, trace, now = Date.now } = options
  const { issuer, jwksUrl, audience } = auth
  const tokens = createTokenIntrospection({
    webUrl,
    credential: options.credential,
    trace,
    onBreaker: options.onBreaker,
  })
  const keys =
    issuer === ''
      ? undefined
      : createIssuerKeys({
          issuer,
          jwksUrl,
          now,
          onFailure: options.onIssuerFailure,
          onBreaker: options.onIssuerBreaker,
          fetch: options.fetch,
        })
  const checkAccessToken =
    keys &&
    createAccessTokenCheck({
      issuer,
      audiences: () => (audience === '' ? spellingsOf(resource()) : [audience]),
      keyOf: keys.keyOf,
      now,
    })
  const authenticate = createAuthenticate({
    introspect: tokens.introspect,
    checkAccessToken,
    localKeyHash: options.localKeyHash,
    isTold: () => changes.revision() !== undefined,
    now,
  })
  const leave = changes.subscribe(({ type }) => {
    if (type === 'token-created') authenticate.forgetRefused()
    // One that was rotated is good by another key, and by its former one for a while only.
    if (mayEnd.has(type)) authenticate.forget()
  })
  return {
    authenticate,
    close: async () => {
      leave()
      keys?.close()
      await tokens.close()
    },
  }
}

/** An address without a path has two spellings, and clients send either (RFC 3986 section 6.2.3). */
function spellingsOf(resource: string): readonly string[] {
  return new URL(resource).pathname === '/'
    ? [resource.replace(/\/$/, ''), `${resource}/`]
    : [resource]
}
