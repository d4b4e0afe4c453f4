import type { AuthInfo } from '@modelcontextprotocol/server'
import type { PromptBinError } from '@promptbin/errors'
import { hasScope, type Principal, type Scope } from '@promptbin/security'
import { isSameMachine } from '@promptbin/service'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import type { Authenticate } from './authenticate.ts'
import { type Challenge, challengeHeader } from './challenge.ts'
import { authenticationRequired, scopeInsufficient } from './errors.ts'
import { localVerdict, type Verdict } from './verdicts/verdict.ts'

export interface AuthenticationOptions {
  readonly authenticate: Authenticate
  /** Whether nobody is served without a token. */
  readonly isRequired: boolean
  /** Whether another process of the same instance asks; none does unless told. */
  readonly isOfInstance?: (request: FastifyRequest) => boolean
  /** Where the authorization server is named; nothing without one. */
  readonly resourceMetadataUrl: () => string | undefined
  /** Told why a request was refused, in one of a few words. */
  readonly onRefusal: (reason: RefusalReason) => void
}

/** All reasons that there are. */
export const refusalReasons = ['missing', 'invalid', 'scope', 'rate', 'unavailable'] as const

export type RefusalReason = (typeof refusalReasons)[number]

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose request this is, on every route that is not open to all. */
    principal: Principal
  }
}

declare module 'node:http' {
  interface IncomingMessage {
    /** The same in the form in which the SDK hands it on to handlers. */
    auth?: AuthInfo
  }
}

/** Say only whether the service is there, or where to get a token. */
const openRoutes = ['/livez', '/readyz', '/startupz', '/.well-known/']

/** Tell how the service is: for programs of this machine, or those that may run it. */
const operatorRoutes = new Set(['/health', '/metrics', '/config', '/debug-info'])

/** Names the clients that are connected: for those with a token, and for our own services. */
const statusRoute = '/mcp-status'

/** The one tool that changes something; which it is stands in a header since 2026-07-28. */
const writingTool = 'save_prompt'

const reading: readonly Scope[] = ['prompts:read']
const writing: readonly Scope[] = ['prompts:read', 'prompts:write']

const reasons: Readonly<Record<string, RefusalReason>> = {
  PB_AUTH_REQUIRED: 'missing',
  PB_TOKEN_INVALID: 'invalid',
  PB_SCOPE_INSUFFICIENT: 'scope',
  PB_RATE_EXCEEDED: 'rate',
}

/** What RFC 6750 section 3.1 calls it. */
const challenges: Readonly<Record<string, Pick<Challenge, 'error'>>> = {
  PB_TOKEN_INVALID: { error: 'invalid_token' },
  PB_SCOPE_INSUFFICIENT: { error: 'insufficient_scope' },
}

/**
 * Lets in only whom a token lets in, as an OAuth 2.1 resource server (MCP 2026-07-28
 * basic/authorization, RFC 6750, RFC 9728). Where none is required everybody is of this machine;
 * but a token that comes is checked all the same, so that a wrong one never works in silence.
 */
export const authentication = fastifyPlugin<AuthenticationOptions>(
  async (app, options) => {
    const { authenticate, isRequired, isOfInstance = () => false, onRefusal } = options
    // Set for every request below; Fastify wants the shape of a request to be declared.
    app.decorateRequest('principal', null as unknown as Principal)

    /** Lets the request in as the verdict says, or gives why not. */
    function settle(
      request: FastifyRequest,
      reply: FastifyReply,
      { principal, authInfo }: Verdict,
    ): Error | undefined {
      const needed = scopesOf(request)
      if (!needed.every((scope) => hasScope(principal, scope))) {
        return refuse(scopeInsufficient(needed.join(' ')), request, reply)
      }
      request.principal = principal
      request.raw.auth = authInfo
      return undefined
    }

    function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): Error {
      const { code = '', status } = error as Partial<PromptBinError>
      onRefusal(reasons[code] ?? 'unavailable')
      if (status === 401 || status === 403) {
        const scope = scopesOf(request).join(' ')
        const resourceMetadata = options.resourceMetadataUrl()
        const challenge = { ...challenges[code], scope, resourceMetadata }
        reply.header('www-authenticate', challengeHeader(challenge))
      }
      if (status === 429) reply.header('retry-after', '1')
      return error as Error
    }

    // With a callback, not async: most tokens are known, and need no promise.
    app.addHook('onRequest', (request, reply, done) => {
      const { url } = request.routeOptions
      if (url === undefined || openRoutes.some((open) => url.startsWith(open))) return done()
      const header = request.headers.authorization
      const known =
        header === undefined
          ? withoutToken(request, url)
          : authenticate.lookUp(header, request.raw.socket)
      if (known !== undefined) return done(settle(request, reply, known))
      if (header === undefined) return done(refuse(authenticationRequired(), request, reply))
      authenticate.findOut(header, request.ip).then(
        (verdict) => done(settle(request, reply, verdict)),
        (error) => done(refuse(error, request, reply)),
      )
    })

    function withoutToken(request: FastifyRequest, url: string): Verdict | undefined {
      if (!isRequired) return localVerdict
      if (!isSameMachine(request)) return undefined
      const isOpen = operatorRoutes.has(url) || (url === statusRoute && isOfInstance(request))
      return isOpen ? localVerdict : undefined
    }
  },
  { name: 'authentication', dependencies: ['problem-answers', 'request-guard'] },
)

/** What a request needs, all of it at once, so that a client has to ask for more only once. */
function scopesOf({ routeOptions, headers }: FastifyRequest): readonly Scope[] {
  if (operatorRoutes.has(routeOptions.url ?? '')) return reading
  const isWriting = headers['mcp-method'] === 'tools/call' && headers['mcp-name'] === writingTool
  return isWriting ? writing : reading
}
