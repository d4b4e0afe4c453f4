import type { FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { hostRefused, originRefused, requestMalformed } from '../errors.ts'

/** The names of this machine itself, the only ones a service without logins answers under. */
export const LOOPBACK_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A host name or address and its port, as RFC 9110 section 7.2 has it in `Host`. */
const HOST = /^(?<name>\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/i

export interface RequestGuardOptions {
  /** Names that may stand in `Host`, without port. */
  readonly allowedHosts: readonly string[] | 'any'
  /** Web pages of others that may ask: origins, or host names for every page from there. */
  readonly allowedOrigins?: readonly string[]
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether a web page asks whose `Origin` is one of those that were allowed. */
    isFromWelcomePage: boolean
  }
}

/**
 * Keeps strange web pages away. The name in `Host` defeats DNS rebinding; `Sec-Fetch-Site`, or
 * `Origin` where a browser does not send it, defeats forged requests (OWASP CSRF, fetch metadata).
 * Programs that are no browsers send neither and pass. Where nothing is secret to a name, any will do.
 */
export const requestGuard = fastifyPlugin<RequestGuardOptions>(
  async (app, { allowedHosts, allowedOrigins = [] }) => {
    const allowed =
      allowedHosts === 'any' ? undefined : new Set(allowedHosts.map((host) => host.toLowerCase()))
    const isWelcome = createOriginCheck(allowedOrigins)
    app.decorateRequest('isFromWelcomePage', false)
    app.addHook('onRequest', (request, _reply, done) => {
      if (countHosts(request) > 1) throw requestMalformed()
      const host = request.headers.host ?? ''
      const name = HOST.exec(host)?.groups?.name?.toLowerCase()
      if (name === undefined || allowed?.has(name) === false) throw hostRefused()
      const { origin } = request.headers
      // Only such a page: a browser that says what else it knows of it cannot make it worse.
      if (origin !== undefined && isWelcome(origin)) request.isFromWelcomePage = true
      else if (isForeign(request, host)) throw originRefused()
      done()
    })
  },
  { name: 'request-guard' },
)

/** Node keeps the first of several; who stands before it may have kept the last (RFC 9112 3.2). */
function countHosts({ raw }: FastifyRequest): number {
  const { rawHeaders } = raw
  let count = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]
    if (name?.length === 4 && name.toLowerCase() === 'host') count += 1
  }
  return count
}

function isForeign({ headers, method }: FastifyRequest, host: string): boolean {
  const site = headers['sec-fetch-site']
  if (site === 'same-origin' || site === 'none') return false
  // An `Origin` is refused on reads too: MCP asks for that on every connection.
  if (headers.origin !== undefined && !isSameHost(headers.origin, host)) return true
  return site !== undefined && !SAFE_METHODS.has(method)
}

function isSameHost(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase()
}

/** Tells whether an `Origin` (RFC 6454) is in a list; `null` and what is no origin never are. */
function createOriginCheck(allowedOrigins: readonly string[]): (origin: string) => boolean {
  const allowed = new Set(allowedOrigins)
  return (origin) => {
    if (allowed.size === 0 || !/^https?:\/\//.test(origin) || !URL.canParse(origin)) return false
    const url = new URL(origin)
    return url.origin === origin && (allowed.has(origin) || allowed.has(url.hostname))
  }
}
