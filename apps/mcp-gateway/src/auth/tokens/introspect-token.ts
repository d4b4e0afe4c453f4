import type { TraceAttempt } from '@promptbin/prompt-client'
import { readScopes } from '@promptbin/security'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Agent } from 'undici'
import { authenticationUnavailable, tokenInvalid, tokenLimited } from '../errors.ts'
import { type Verdict, verdictOf } from '../verdicts/verdict.ts'

export interface TokenIntrospectionOptions {
  /** Of prompt-web. */
  readonly webUrl: string
  /** By what it knows this gateway. */
  readonly credential?: Readonly<Record<string, string>> | undefined
  /** Joins what is asked with the request that it is asked for. */
  readonly trace?: TraceAttempt
  readonly timeoutMs?: number
}

/** Asks prompt-web about tokens. */
export interface TokenIntrospection {
  /**
   * Who has the token with this SHA-256 in hex; the token itself goes nowhere. Throws
   * `PB_TOKEN_INVALID`, `PB_TOKEN_LIMITED`, `PB_AUTH_UNAVAILABLE`.
   */
  introspect(sha256: string): Promise<Verdict>
  close(): Promise<void>
}

/** prompt-web looks up one row. */
const defaultTimeoutMs = 2_000

const connections = 4

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

  return {
    introspect: async (sha256) => {
      const answer = await ask(sha256)
      if (!Answer.Check(answer)) throw authenticationUnavailable()
      if (!answer.active) throw tokenInvalid()
      // What is kept of answers here is for everybody; a part of the library has /mcp/<profile>.
      if (answer.folders) throw tokenLimited()
      const { sub, scope, exp } = answer
      const expiresAtMs = exp === undefined ? undefined : exp * 1_000
      return verdictOf({ id: sub, kind: 'token', scopes: readScopes(scope) }, expiresAtMs)
    },
    close: () => agent.destroy(),
  }
}
