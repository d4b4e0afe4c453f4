import { randomBytes } from 'node:crypto'
import { isLoopback } from '@promptbin/config'
import { hashToken } from '@promptbin/security'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sessionCookie } from './cookies.ts'

const secretBytes = 32

/** What a browser keeps a new session by: 256 random bits, and their SHA-256, which we keep. */
export function newSessionSecret(): { readonly secret: string; readonly hash: string } {
  const secret = randomBytes(secretBytes).toString('base64url')
  return { secret, hash: hashToken(secret) }
}

/** A session for the browser that asks; null takes away what it has. */
export interface GivenSession {
  readonly cookieName: string
  readonly secret: string | null
  readonly maxAgeSeconds: number
}

/** Has the browser keep a session, or forget it, and with it what it has kept of our pages. */
export function giveSession(
  request: FastifyRequest,
  reply: FastifyReply,
  session: GivenSession,
): void {
  const { cookieName: name, secret, maxAgeSeconds } = session
  const isSecure = cameByHttps(request)
  if (secret !== null) {
    reply.header('set-cookie', sessionCookie({ name, value: secret, maxAgeSeconds, isSecure }))
    return
  }
  // It may have been given under either name.
  for (const secure of [true, false]) {
    reply.header(
      'set-cookie',
      sessionCookie({ name, value: '', maxAgeSeconds: 0, isSecure: secure }),
    )
  }
  reply.header('clear-site-data', '"cache"')
}

/**
 * Whether a browser came by https, which only it and the proxy before us know: it says so in the
 * `Origin` that it sends with every form. Who does not say is taken to, beyond this machine.
 */
export function cameByHttps({ headers, hostname }: FastifyRequest): boolean {
  const { origin } = headers
  if (origin !== undefined && origin !== 'null') return origin.startsWith('https:')
  return !isLoopback(hostname)
}
