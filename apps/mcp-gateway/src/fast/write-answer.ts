import type { OutgoingHttpHeader } from 'node:http'
import type { FastifyReply } from 'fastify'

export interface WrittenAnswer {
  readonly status: number
  /** A character for each byte. */
  readonly body: string
  /** Whether the client is to come back on a new connection. */
  readonly isLast: boolean
}

/**
 * Sends an answer in JSON with the headers that Fastify's hooks have set, past its other hooks. It is
 * written when all requests that have arrived are answered: writing to many connections at once
 * wakes whoever reads them once, and waking is what costs most of an answer that is ready.
 */
export function writeAnswer(reply: FastifyReply, { status, body, isLast }: WrittenAnswer): void {
  reply.hijack()
  const headers: Record<string, OutgoingHttpHeader | undefined> = {
    ...reply.getHeaders(),
    'content-type': 'application/json',
    'content-length': body.length,
  }
  if (isLast) headers['connection'] = 'close'
  setImmediate(() => reply.raw.writeHead(status, headers).end(body, 'latin1'))
}
