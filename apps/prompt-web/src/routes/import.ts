import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage } from 'node:http'
import { PassThrough, Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { ImportEvent } from '@promptbin/prompts'
import { Type } from 'typebox'
import { importInterrupted, importTooLarge, importTypeUnknown } from '../errors.ts'
import type { Library } from '../library/library.ts'
import { CallerHeaders, callerOf } from './caller.ts'

/** The largest table: five times the public prompts.chat collection, whose 1,282 prompts are 2.9 MB. */
const importLimitMiB = 16
const importLimitBytes = importLimitMiB * 1024 * 1024

const ImportQuery = Type.Object(
  { format: Type.Literal('prompts-chat') },
  { additionalProperties: false },
)

/**
 * The table, taken in as fast as the client sends it: a client that reads the answer only after it
 * has sent everything must not wait for ever. Fails with `PB_BODY_TOO_LARGE` at the limit, which
 * also bounds the memory, and with `PB_IMPORT_INTERRUPTED` when the client goes away.
 */
function takeIn(body: IncomingMessage): Readable {
  const table = new PassThrough({ highWaterMark: importLimitBytes })
  let bytes = 0
  const isTooLarge = Number(body.headers['content-length']) > importLimitBytes
  if (isTooLarge) table.destroy(importTooLarge(importLimitMiB))
  body.on('data', (chunk: Uint8Array) => {
    bytes += chunk.byteLength
    if (bytes > importLimitBytes) table.destroy(importTooLarge(importLimitMiB))
    if (!table.destroyed) table.write(chunk)
    // What nobody wants any more still passes by for a while, so that the client reads the answer.
    if (bytes > 2 * importLimitBytes) body.destroy()
  })
  body.on('end', () => table.end())
  body.on('error', (cause) => table.destroy(importInterrupted.with({ cause })))
  // Whoever reads the table is told; without a reader there is nobody to tell.
  table.on('error', () => {})
  return table
}

/** One event a line (NDJSON); every step runs in the request's context, whoever pulls it. */
function eventLines(first: IteratorResult<ImportEvent>, events: AsyncIterator<ImportEvent>) {
  const inContext = AsyncLocalStorage.snapshot()
  async function* lines() {
    try {
      for (let step = first; !step.done; step = await inContext(() => events.next())) {
        yield `${JSON.stringify(step.value)}\n`
      }
    } finally {
      await inContext(async () => events.return?.())
    }
  }
  return lines()
}

/**
 * Import of a table: worked on as it arrives, answered row by row, no faster than the client reads.
 * A client that goes away stops it between two rows.
 */
export const importing: FastifyPluginAsyncTypebox<{ readonly library: Library }> = async (
  app,
  { library },
) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('text/csv', (_request, body, done) => done(null, body))
  app.addContentTypeParser('*', (_request, _body, done) => done(importTypeUnknown()))

  app.post(
    '/api/v1/import',
    { schema: { querystring: ImportQuery, headers: CallerHeaders } },
    async ({ headers, raw }, reply) => {
      const events = library
        .importPromptsChat(takeIn(raw), callerOf(headers, 'import'))
        [Symbol.asyncIterator]()
      // Until the first row has worked the answer can still be a plain error.
      const first = await events.next()
      return reply.type('application/x-ndjson').send(Readable.from(eventLines(first, events)))
    },
  )
}
