import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { type AuditRecord, parseRecord } from '@promptbin/security'

/** How the last whole line of a file is, and what stands behind it. */
export interface FileEnd {
  /** Up to here there are whole lines. */
  readonly wholeBytes: number
  /** The last records, the newest last; a line that is none ends them. */
  readonly records: readonly AuditRecord[]
  /** Whether the last whole line is a record, or there is none. */
  readonly isReadable: boolean
  /** What a crash in the middle of an append has left; undefined for a file that ends as it should. */
  readonly torn: { readonly bytes: number; readonly sha256: string } | undefined
}

/** Some records are always within; a single one has at most about a fifth of it. */
const tailBytes = 512 * 1_024

const LINE_FEED = 0x0a

/** Reads the end of a file of lines, of any size. */
export async function readFileEnd(handle: FileHandle): Promise<FileEnd> {
  const { size } = await handle.stat()
  const from = Math.max(0, size - tailBytes)
  const { buffer } = await handle.read(Buffer.alloc(size - from), 0, size - from, from)
  const wholeEnd = buffer.lastIndexOf(LINE_FEED) + 1
  const rest = buffer.subarray(wholeEnd)
  const lines = buffer.toString('utf8', 0, wholeEnd).split('\n').slice(0, -1)
  // The first one may have begun before.
  const known = from > 0 ? lines.slice(1) : lines
  const records: AuditRecord[] = []
  for (const line of known.toReversed()) {
    const record = parseRecord(line)
    if (record === undefined) break
    records.unshift(record)
  }
  return {
    wholeBytes: from + wholeEnd,
    records,
    isReadable: records.length > 0 || known.length === 0,
    torn:
      rest.length === 0
        ? undefined
        : { bytes: rest.length, sha256: createHash('sha256').update(rest).digest('hex') },
  }
}
