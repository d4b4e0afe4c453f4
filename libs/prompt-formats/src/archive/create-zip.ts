import { Readable } from 'node:stream'
import { type ReadStreamOptions, ZipFile } from 'yazl'

/** A file to be packed. */
export interface ZipEntry {
  /** Relative, parts joined by "/". */
  readonly path: string
  readonly content: Uint8Array | AsyncIterable<Uint8Array>
}

/** What every entry is given, so that the same content is the same archive: the first day of zip. */
const entryOptions: Partial<ReadStreamOptions> = {
  mtime: new Date(1980, 0, 1),
  mode: 0o100644,
  forceDosTimestamp: true,
}

/** As much is packed at a time: its checksum is made on the way. */
const packedAtOnce = 64 * 1024

function* piecesOf(content: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < content.length; at += packedAtOnce) {
    yield content.subarray(at, at + packedAtOnce)
  }
}

function streamOf(content: ZipEntry['content']): Readable {
  return Readable.from(content instanceof Uint8Array ? piecesOf(content) : content)
}

/** Adds an entry and waits until it is written, so that one at a time is held. */
function addEntry(zip: ZipFile, { path, content }: ZipEntry): Promise<void> {
  return new Promise((resolve, reject) => {
    zip.addReadStreamLazy(path, entryOptions, (give) => {
      const stream = streamOf(content)
      stream.on('error', reject).on('close', resolve)
      give(null, stream)
    })
  })
}

/**
 * Packs files into a zip archive as it is read. The same entries give the same bytes. Rejects with
 * what `entries` or one of their contents rejects with.
 */
export async function* createZip(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  const fill = async () => {
    for await (const entry of entries) await addEntry(zip, entry)
    zip.end()
  }
  fill().catch((error: Error) => output.destroy(error))
  yield* output as AsyncIterable<Uint8Array>
}
