import type { PromptBinError } from '@promptbin/errors'
import type { Metrics } from '@promptbin/metrics'
import { hasScope, type Principal } from '@promptbin/security'
import type { FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { isSameMachine } from '../health/same-machine.ts'
import { rememberAsker } from './current-asker.ts'
import { loginRequired, scopeInsufficient, tooManyTries } from './errors.ts'
import { createIdentify, type IdentifyOptions, stranger } from './identify.ts'
import type { Access } from './route-access.ts'

export interface AuthenticationOptions extends Omit<IdentifyOptions, 'now'> {
  readonly metrics: Metrics
  /** Told of everybody who was not let in; must not throw. */
  readonly onDenied?: (denial: Denial) => void
  /** Milliseconds, from any moment on. */
  readonly now?: () => number
}

/** Somebody who was not let in. */
export interface Denial {
  readonly request: FastifyRequest
  /** `stranger` where nobody knows. */
  readonly principal: Principal
  readonly code: string
  readonly access: Access
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose request this is; on routes that are open to all perhaps a stranger's. */
    principal: Principal
    /** SHA-256 of what the browser keeps its session by; null where none says who asks. */
    sessionHash: string | null
  }
}

const reasons: Readonly<Record<string, string>> = {
  PB_AUTH_REQUIRED: 'missing',
  PB_TOKEN_INVALID: 'invalid',
  PB_SCOPE_INSUFFICIENT: 'scope',
  PB_RATE_EXCEEDED: 'rate',
}

/**
 * Finds out who asks, and lets in whom the route is for: see `Access`. Where no login is required
 * everybody is of this machine, and may everything. A session is known by its cookie, a program by its
 * token (RFC 6750), a command of this machine by the key of the instance.
 */
export const authentication = fastifyPlugin<AuthenticationOptions>(
  async (app, { metrics, onDenied = () => {}, now = () => performance.now(), ...options }) => {
    const identify = createIdentify({ ...options, now })
    const refusals = metrics.counter({
      name: 'promptbin_auth_refusals_total',
      help: 'Requests that were refused because of who asked, by the kind of reason.',
      labels: ['reason'],
    })
    for (const reason of [...Object.values(reasons), 'unavailable']) refusals.inc({ reason }, 0)
    // Set for every request below; Fastify wants the shape of a request to be declared.
    app.decorateRequest('principal', null as unknown as Principal)
    app.decorateRequest('sessionHash', null)

    app.addHook('onRequest', async (request, reply) => {
      const { access = 'anybody' } = request.routeOptions.config
      request.principal = stranger
      try {
        const { principal, sessionHash } = await identify(request)
        request.principal = principal
        request.sessionHash = sessionHash
        rememberAsker(request)
        admit(request, access)
      } catch (error) {
        // Whoever is not asked who they are need not be known.
        const { code, status } = error as PromptBinError
        if (access === 'anybody') return
        refusals.inc({ reason: reasons[code] ?? 'unavailable' })
        if (status === 401) reply.header('www-authenticate', challenge(code))
        if (code === tooManyTries.definition.code) reply.header('retry-after', '1')
        rememberAsker(request)
        onDenied({ request, principal: request.principal, code, access })
        throw error
      }
    })
  },
  { name: 'authentication', dependencies: ['problem-answers', 'request-guard', 'route-access'] },
)

/** Throws `PB_AUTH_REQUIRED`, `PB_SCOPE_INSUFFICIENT`. */
function admit(request: FastifyRequest, access: Access): void {
  const { principal } = request
  if (access === 'anybody' || isAllowed(request, access)) return
  if (principal === stranger) throw loginRequired()
  throw scopeInsufficient(access === 'operator' ? 'prompts:read' : access)
}

function isAllowed(request: FastifyRequest, access: Exclude<Access, 'anybody'>): boolean {
  const { principal } = request
  if (access !== 'operator') return hasScope(principal, access)
  // Numbers about the whole library are not for those who may see a part.
  const isLimited = principal.folders !== undefined
  const mayRead = hasScope(principal, 'prompts:read') || hasScope(principal, 'admin')
  return (mayRead && !isLimited) || isSameMachine(request)
}

/** Says how to get in (RFC 6750 section 3); what was wrong with a token it does not say. */
function challenge(code: string): string {
  const realm = 'Bearer realm="promptbin"'
  return code === loginRequired.definition.code ? realm : `${realm}, error="invalid_token"`
}
