import { access, open } from 'node:fs/promises'
import { type ChainSlice, listAuditFiles } from '@promptbin/security'

/** A place in the chain; the inode stays that of the file when it is renamed because it is full. */
export interface FilePosition {
  readonly inode: number
  readonly offset: number
}

/** So much is read at once: far more than the longest record, and a few milliseconds of work. */
const sliceBytes = 256 * 1_024

const LINE_FEED = 0x0a

/**
 * The records after a place, as they are kept. A line that has no end yet, in the file that grows, is
 * being written or torn, and is left for later. Rejects with the system's error while the folder that
 * held the place is not there.
 */
export async function readSlice(
  folder: string,
  after?: FilePosition,
): Promise<ChainSlice<FilePosition>> {
  const files = await listAuditFiles(folder)
  let isReached = after === undefined
  for (const [index, { path, firstSeq }] of files.entries()) {
    const handle = await open(path)
    try {
      const { ino: inode, size } = await handle.stat()
      const isHere = after?.inode === inode
      isReached ||= isHere
      const offset = isHere ? after.offset : 0
      if (!isReached || (offset >= size && index < files.length - 1)) continue
      const { buffer, bytesRead } = await handle.read(
        Buffer.alloc(sliceBytes),
        0,
        sliceBytes,
        offset,
      )
      const isEnd = offset + bytesRead >= size
      const { lines, length } = wholeLines(buffer.subarray(0, bytesRead), {
        takesRest: !isEnd || firstSeq !== undefined,
      })
      const isLast = isEnd && index === files.length - 1
      return { lines, next: { inode, offset: offset + length }, isLast }
    } finally {
      await handle.close()
    }
  }
  // What cannot be reached at all, such as a disk that is not mounted, may be whole when it is back.
  if (!isReached) await access(folder)
  // Without its file a place stands nowhere: what is there is not what was written.
  const lines = after === undefined || isReached ? [] : ['']
  return { lines, next: after ?? { inode: 0, offset: 0 }, isLast: true }
}

/** A rest that must be whole and has no end is taken as a line, which is none. */
function wholeLines(bytes: Buffer, { takesRest }: { readonly takesRest: boolean }) {
  const end = bytes.lastIndexOf(LINE_FEED) + 1
  const lines = bytes.toString('utf8', 0, end).split('\n').slice(0, -1)
  if (end > 0 || bytes.length === 0 || !takesRest) return { lines, length: end }
  return { lines: [bytes.toString('utf8')], length: bytes.length }
}
