import { type BreakerState, createBreaker } from '@promptbin/breaker'
import type { TraceAttempt } from '@promptbin/prompt-client'
import { limitedTo, readScopes } from '@promptbin/security'
import { authenticationUnavailable, tokenInvalid } from '@promptbin/service'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Agent } from 'undici'
import { type Verdict, verdictOf } from '../verdicts/verdict.ts'

export interface TokenIntrospectionOptions {
  /** Of prompt-web. */
  readonly webUrl: string
  /** By what it knows this gateway. */
  readonly credential?: Readonly<Record<string, string>> | undefined
  /** Joins what is asked with the request that it is asked for. */
  readonly trace?: TraceAttempt
  /** Told when the breaker towards prompt-web's tokens changes. */
  readonly onBreaker?: (state: BreakerState) => void
  readonly timeoutMs?: number
}

/** Asks prompt-web about tokens. */
export interface TokenIntrospection {
  /**
   * Who has the token with this SHA-256 in hex; the token itself goes nowhere. Throws
   * `PB_TOKEN_INVALID`, `PB_AUTH_UNAVAILABLE`.
   */
  introspect(sha256: string): Promise<Verdict>
  close(): Promise<void>
}

/** prompt-web looks up one row. */
const defaultTimeoutMs = 2_000

const connections = 4

/** Verdicts are kept, so few are asked for; of less than that within 10 s nothing is concluded. */
const leastCalls = 5

/** Short, so that tokens are checked again soon after prompt-web is back. */
const resetTimeoutMs = 1_000

const route = '/api/v1/tokens/introspect'

/** Far more than the answer has. */
const maxAnswerBytes = 64 * 1024

/** As prompt-web answers (RFC 7662 section 2.2). */
const Answer = Compile(
  Type.Union([
    Type.Object({ active: Type.Literal(false) }),
    Type.Object({
      active: Type.Literal(true),
      sub: Type.String({ pattern: '^token:[a-z0-9-]{1,64}$' }),
      scope: Type.String(),
      folders: Type.Optional(Type.Array(Type.String())),
      exp: Type.Optional(Type.Integer({ minimum: 0 })),
    }),
  ]),
)

/** Makes the way to prompt-web's tokens. */
export function createTokenIntrospection(options: TokenIntrospectionOptions): TokenIntrospection {
  const { webUrl, trace = () => undefined, timeoutMs = defaultTimeoutMs } = options
  const { origin, pathname } = new URL(webUrl)
  const path = pathname.replace(/\/$/, '') + route
  const agent = new Agent({ connections, maxResponseSize: maxAnswerBytes })
  const breaker = createBreaker({
    leastCalls,
    resetTimeoutMs,
    isFault: () => true,
    unavailable: (cause) => authenticationUnavailable.with({ cause }),
    ...(options.onBreaker && { onState: options.onBreaker }),
  })

  async function ask(sha256: string): Promise<unknown> {
    const traced = trace({ method: 'POST', template: route, resends: 0 })
    try {
      const { statusCode, body } = await agent.request({
        origin,
        path,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...options.credential,
          ...traced?.headers,
        },
        body: JSON.stringify({ sha256 }),
        signal: AbortSignal.timeout(timeoutMs),
      })
      const answer = await body.text()
      traced?.end({ status: statusCode })
      return statusCode === 200 ? JSON.parse(answer) : undefined
    } catch (cause) {
      const error = authenticationUnavailable.with({ cause })
      traced?.end({ errorCode: error.code })
      throw error
    }
  }

  /** Any other answer than one about the token says that prompt-web cannot tell. */
  async function askWell(sha256: string) {
    const answer = await ask(sha256)
    if (!Answer.Check(answer)) throw authenticationUnavailable()
    return answer
  }

  return {
    introspect: async (sha256) => {
      const answer = await breaker.run(() => askWell(sha256))
      if (!answer.active) throw tokenInvalid()
      const { sub, scope, folders, exp } = answer
      const expiresAtMs = exp === undefined ? undefined : exp * 1_000
      const principal = { id: sub, kind: 'token', scopes: readScopes(scope) } as const
      return verdictOf(folders ? limitedTo(principal, folders) : principal, expiresAtMs)
    },
    close: () => {
      breaker.close()
      return agent.destroy()
    },
  }
}
