import { setTimeout } from 'node:timers/promises'
import { listLogParts } from '@promptbin/logging'
import { type LogFilter, matchLine } from './log-filter.ts'
import {
  type OpenPart,
  openLogParts,
  openPart,
  readLinesBackwards,
  readLinesFrom,
} from './read-lines.ts'

export interface ReadFilesOptions extends LogFilter {
  readonly folder: string
  /** Only the newest lines, so many; undefined for all. */
  readonly limit: number | undefined
  /** Goes on with what is written, until the signal. */
  readonly follow: boolean
  readonly signal: AbortSignal
}

/** How often a follower looks whether something was written. */
const pollMs = 200

/**
 * The lines of a log as they are kept, oldest first, from its files alone: whether somebody writes them
 * now makes no difference, and neither does when a file is set aside.
 */
export async function* readFiles(options: ReadFilesOptions): AsyncGenerator<string> {
  const { folder, limit, follow, signal } = options
  const parts = [...(await openLogParts(folder))]
  try {
    const current = parts.at(-1)
    let position = 0
    if (limit === undefined) {
      for (const part of parts) {
        position = isTooOld(part, options) ? 0 : yield* matchingLines(part, 0, options)
      }
    } else if (current) {
      position = await endOfLastLine(current)
      yield* await newestMatching(parts, position, options)
    }
    if (follow && !signal.aborted) {
      parts.pop()
      yield* followFiles(current, position, options)
    }
  } finally {
    await Promise.all(parts.map(({ handle }) => handle.close()))
  }
}

/** A file of which the last line is too old has none that is not. */
function isTooOld({ writtenAtMs }: OpenPart, { fromMs }: LogFilter): boolean {
  return fromMs !== undefined && writtenAtMs < fromMs
}

/** Yields the lines that are meant from a position on; returns where the next line will begin. */
async function* matchingLines(
  part: OpenPart,
  position: number,
  filter: LogFilter,
): AsyncGenerator<string, number> {
  let next = position
  for await (const { line, end } of readLinesFrom(part, position)) {
    next = end
    if (matchLine(line, filter)) yield line
  }
  return next
}

async function newestMatching(
  parts: readonly OpenPart[],
  endOfCurrent: number,
  { limit = 0, ...filter }: ReadFilesOptions,
): Promise<readonly string[]> {
  const found: string[] = []
  for (const [index, part] of parts.toReversed().entries()) {
    if (isTooOld(part, filter)) break
    for await (const line of readLinesBackwards(part, index === 0 ? endOfCurrent : undefined)) {
      if (found.length >= limit) return found.reverse()
      if (matchLine(line, filter)) found.push(line)
    }
  }
  return found.reverse()
}

/** Where the next line will begin: one that is being written is read when it is whole. */
async function endOfLastLine(part: OpenPart): Promise<number> {
  const { size } = await part.handle.stat()
  let torn = 0
  const chunk = Buffer.alloc(64 * 1024)
  while (torn < size) {
    const length = Math.min(chunk.length, size - torn)
    const from = size - torn - length
    const { bytesRead } = await part.handle.read(chunk, 0, length, from)
    const feed = chunk.subarray(0, bytesRead).lastIndexOf('\n')
    if (feed >= 0) return from + feed + 1
    torn += length
  }
  return 0
}

async function* followFiles(
  first: OpenPart | undefined,
  position: number,
  options: ReadFilesOptions,
): AsyncGenerator<string> {
  const { folder, signal } = options
  let current = first
  let next = position
  try {
    while (!signal.aborted) {
      if (current) next = yield* matchingLines(current, next, options)
      const successor = await successorOf(folder, current)
      if (successor && current) {
        // What came between the last reading and the moment in which it was set aside.
        yield* matchingLines(current, next, options)
        await current.handle.close()
      }
      if (successor) {
        current = successor
        next = 0
      } else await setTimeout(pollMs, undefined, { signal }).catch(() => {})
    }
  } finally {
    await current?.handle.close()
  }
}

/** The file that follows one which was set aside; undefined while it is still the current one. */
async function successorOf(
  folder: string,
  current: OpenPart | undefined,
): Promise<OpenPart | undefined> {
  const parts = await listLogParts(folder)
  const index = parts.findIndex(({ inode }) => inode === current?.inode)
  // Whoever is so slow that its file was removed goes on with the oldest.
  const successor = parts[index + 1]
  return successor && openPart(folder, successor)
}
