import type { IncomingMessage } from 'node:http'
import type { AuthInfo } from '@modelcontextprotocol/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Holder, localPrincipalId } from './connections/places.ts'

/** One HTTP request to `/mcp`, as those who answer it need it. */
export interface Exchange {
  /** The request as the SDK takes it, without its body. Aborted when the client leaves. */
  readonly request: Request
  /** What the body says: one message or a batch; undefined where there is none. */
  readonly message: unknown
  readonly authInfo: AuthInfo | undefined
  readonly holder: Holder
  /** Calls back once the answer is complete or the client is gone. */
  onEnd(callback: () => void): void
  /** Ends an answer that is a stream, as if its client had left. */
  end(): void
  /** The answer stays open, so its length says nothing about speed. */
  markLongLived(): void
}

/** What authentication leaves on a request of Node. */
type Authenticated = IncomingMessage & { readonly auth?: AuthInfo }

/** Without authentication everybody of this machine is one and the same. */
export function holderOf({ raw, ip }: FastifyRequest): Holder {
  const { auth } = raw as Authenticated
  const { clientId = localPrincipalId, expiresAt } = auth ?? {}
  const expiry = expiresAt === undefined ? {} : { expiresAtMs: expiresAt * 1_000 }
  return { principalId: clientId, address: ip, ...expiry }
}

/** Who was authenticated; undefined without authentication. */
export const authInfoOf = ({ raw }: FastifyRequest): AuthInfo | undefined =>
  (raw as Authenticated).auth

/** Makes the exchange of a request whose body says `message`. */
export function createExchange(
  request: FastifyRequest,
  reply: FastifyReply,
  message: unknown,
): Exchange {
  const { raw: response } = reply
  const leaving = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) leaving.abort()
  })
  return {
    request: toWebRequest(request.raw, leaving.signal),
    message,
    authInfo: authInfoOf(request),
    holder: holderOf(request),
    onEnd: (callback) => void response.once('close', callback),
    end: () => leaving.abort(),
    markLongLived: () => {
      request.longLived = true
    },
  }
}

/** The bodies go beside it: they are parsed already, and would only be written and read again. */
function toWebRequest(raw: IncomingMessage, signal: AbortSignal): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(raw.headers)) {
    if (typeof value === 'string') headers.set(name, value)
    else for (const one of value ?? []) headers.append(name, one)
  }
  const url = new URL(raw.url ?? '/', `http://${raw.headers.host ?? 'localhost'}`)
  return new Request(url, { method: raw.method ?? 'GET', headers, signal })
}
