import { Buffer } from 'node:buffer'
import { importTooLarge } from '../errors.ts'

/** The beginning of a stream, and the whole of it still to be read. */
export interface Peeked {
  /** At least as many bytes as were asked for, unless the stream has fewer. */
  readonly head: Buffer
  readonly content: AsyncIterable<Uint8Array>
}

async function* resume(
  held: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* held
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

/** Looks at the beginning of a stream. The stream itself must not be read besides. */
export async function peek(content: AsyncIterable<Uint8Array>, bytes: number): Promise<Peeked> {
  const rest = content[Symbol.asyncIterator]()
  const held: Uint8Array[] = []
  let heldBytes = 0
  while (heldBytes < bytes) {
    const next = await rest.next()
    if (next.done) break
    held.push(next.value)
    heldBytes += next.value.byteLength
  }
  return { head: Buffer.concat(held), content: resume(held, rest) }
}

/** All bytes of a stream. Throws `PB_IMPORT_TOO_LARGE` as soon as there are more than `maxBytes`. */
export async function collect(
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of content) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw importTooLarge(`it has more than ${maxBytes / 2 ** 20} MiB`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
