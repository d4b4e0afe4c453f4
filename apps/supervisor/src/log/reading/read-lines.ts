import { type FileHandle, open } from 'node:fs/promises'
import { type LogPart, listLogParts } from '@promptbin/logging'

const chunkBytes = 128 * 1024
const lineFeed = 0x0a

/** The parts of a log, opened so that they stay the same files whatever they are renamed to. */
export interface OpenPart {
  readonly handle: FileHandle
  readonly inode: number
  /** When it was written last, in ms since 1970. */
  readonly writtenAtMs: number
}

/**
 * Opens the files of a log, oldest first. One that is renamed or removed between the look at the folder
 * and its opening is looked for again.
 */
export async function openLogParts(folder: string): Promise<readonly OpenPart[]> {
  const opened: OpenPart[] = []
  for (const part of await listLogParts(folder)) {
    const open = await openPart(folder, part)
    if (open && opened.every(({ inode }) => inode !== open.inode)) opened.push(open)
    else await open?.handle.close()
  }
  return opened
}

/** Opens the very file that was seen, under the name that it has by now. */
export async function openPart(folder: string, part: LogPart): Promise<OpenPart | undefined> {
  let seen: LogPart | undefined = part
  while (seen) {
    const handle = await open(seen.path, 'r').catch(() => undefined)
    const { ino: inode, mtimeMs: writtenAtMs } = (await handle?.stat()) ?? {}
    if (handle && writtenAtMs !== undefined && inode === part.inode) {
      return { handle, inode, writtenAtMs }
    }
    await handle?.close()
    seen = (await listLogParts(folder)).find(({ inode }) => inode === part.inode)
  }
  return undefined
}

/** The whole lines of a file from a position on, and where the next one begins. */
export async function* readLinesFrom(
  { handle }: Pick<OpenPart, 'handle'>,
  position = 0,
): AsyncGenerator<{ readonly line: string; readonly end: number }> {
  const chunk = Buffer.alloc(chunkBytes)
  let rest: Buffer[] = []
  let at = position
  let end = position
  for (;;) {
    const { bytesRead } = await handle.read(chunk, 0, chunkBytes, at)
    if (bytesRead === 0) return
    at += bytesRead
    let start = 0
    for (let stop = lineEnd(chunk, start, bytesRead); stop >= 0; ) {
      const bytes = Buffer.concat([...rest, chunk.subarray(start, stop)])
      rest = []
      end += bytes.length + 1
      yield { line: bytes.toString('utf8'), end }
      start = stop + 1
      stop = lineEnd(chunk, start, bytesRead)
    }
    // A copy, as the next read goes to the same place.
    if (start < bytesRead) rest.push(Buffer.from(chunk.subarray(start, bytesRead)))
  }
}

function lineEnd(chunk: Buffer, start: number, length: number): number {
  const end = chunk.subarray(0, length).indexOf(lineFeed, start)
  return end
}

/** The whole lines of a file up to a position, the end unless told; the last one first. */
export async function* readLinesBackwards(
  { handle }: Pick<OpenPart, 'handle'>,
  end?: number,
): AsyncGenerator<string> {
  const chunk = Buffer.alloc(chunkBytes)
  let at = end ?? (await handle.stat()).size
  // What follows the last line feed is a line that is torn, or being written.
  let isWhole = false
  let rest: Buffer[] = []
  while (at > 0) {
    const length = Math.min(chunkBytes, at)
    at -= length
    const { bytesRead } = await handle.read(chunk, 0, length, at)
    let stop = bytesRead
    for (let feed = feedBefore(chunk, stop); feed >= 0; feed = feedBefore(chunk, stop)) {
      if (isWhole) {
        yield Buffer.concat([chunk.subarray(feed + 1, stop), ...rest]).toString('utf8')
      }
      isWhole = true
      rest = []
      stop = feed
    }
    rest.unshift(Buffer.from(chunk.subarray(0, stop)))
  }
  if (isWhole) yield Buffer.concat(rest).toString('utf8')
}

/** -1 when there is none. */
function feedBefore(chunk: Buffer, stop: number): number {
  return stop === 0 ? -1 : chunk.lastIndexOf(lineFeed, stop - 1)
}
