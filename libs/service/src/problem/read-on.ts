import type { FastifyReply, FastifyRequest } from 'fastify'

/** As much as is read of a body that nobody wants. */
const readOnBytes = 16 * 1024 * 1024

/**
 * Lets the rest of a body pass by after it was refused. A connection that is closed while a client
 * still sends is reset, and the client never reads why (RFC 9112 section 9.6).
 */
export function readOn({ raw }: FastifyRequest, reply: FastifyReply): void {
  if (raw.complete) return
  reply.removeHeader('connection')
  let bytes = 0
  raw.on('data', (chunk: Uint8Array) => {
    bytes += chunk.byteLength
    if (bytes > readOnBytes) raw.destroy()
  })
  raw.resume()
}
