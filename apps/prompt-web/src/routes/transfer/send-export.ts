import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { Export } from '../../library/library.ts'

/** A file's name for a header: nothing that could end it, or lead to another folder. */
function safeFileName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+/, '') || 'promptbin'
}

/** Sends a file for the client to keep, no faster than it takes it. */
export function sendExport(
  reply: FastifyReply,
  { fileName, contentType, content }: Export,
): FastifyReply {
  return reply
    .header('content-disposition', `attachment; filename="${safeFileName(fileName)}"`)
    .header('cache-control', 'no-store')
    .type(contentType)
    .send(Readable.from(content))
}
