import type { IncomingMessage } from 'node:http'
import { PassThrough, type Readable } from 'node:stream'
import { importInterrupted, importTooLarge } from '../../errors.ts'

/** The largest import: five times the public prompts.chat collection, whose 1,282 prompts are 2.9 MB. */
const limitMiB = 16
const limitBytes = limitMiB * 1024 * 1024

/**
 * What is to be imported, taken in as fast as the client sends it: a client that reads the answer
 * only after it has sent everything must not wait for ever. Fails with `PB_BODY_TOO_LARGE` at the
 * limit, which also bounds the memory, and with `PB_IMPORT_INTERRUPTED` when the client goes away.
 */
export function takeIn(body: IncomingMessage): Readable {
  const content = new PassThrough({ highWaterMark: limitBytes })
  let bytes = 0
  const isTooLarge = Number(body.headers['content-length']) > limitBytes
  if (isTooLarge) content.destroy(importTooLarge(limitMiB))
  body.on('data', (chunk: Uint8Array) => {
    bytes += chunk.byteLength
    if (bytes > limitBytes) content.destroy(importTooLarge(limitMiB))
    if (!content.destroyed) content.write(chunk)
    // What nobody wants any more still passes by for a while, so that the client reads the answer.
    if (bytes > 2 * limitBytes) body.destroy()
  })
  body.on('end', () => content.end())
  body.on('error', (cause) => content.destroy(importInterrupted.with({ cause })))
  // Whoever reads the content is told; without a reader there is nobody to tell.
  content.on('error', () => {})
  return content
}
