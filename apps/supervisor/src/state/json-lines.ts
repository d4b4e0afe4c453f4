import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { LineAppender } from './line-appender.ts'
import type { StateLog } from './state-file.ts'

export interface JsonLinesOptions<Entry> {
  /** `<name>.jsonl`; the older half stands beside it as `<name>.1.jsonl`. */
  readonly file: string
  /** The entry of a line, or undefined for what is none. */
  readonly parse: (value: unknown) => Entry | undefined
  /** The size at which a file becomes the older half, so that both take about twice of it. */
  readonly maxBytes?: number
  readonly log: StateLog
}

/** A list of entries on the disk that only grows, and forgets its oldest ones. */
export interface JsonLines<Entry> {
  /** The last entries that were there at the start, oldest first. */
  readonly tail: readonly Entry[]
  /** Takes an entry, which is on its way to the disk at once. Never throws. */
  append(entry: Entry): void
  /** What is on the disk, oldest first, after what was appended before has arrived there. */
  read(): AsyncGenerator<Entry>
  /** Settles when nothing is on its way any more. Never rejects. */
  flush(): Promise<void>
}

const defaultMaxBytes = 4 * 2 ** 20

/** How much of the end is read at a start: some hundred entries, in a few milliseconds. */
const tailBytes = 256 * 1024

/**
 * Opens such a list. Lines that are none of ours are passed over: after a crash the last one may be
 * torn, and the next begins on a line of its own. What cannot be written is told of and is lost.
 */
export function openJsonLines<Entry>(options: JsonLinesOptions<Entry>): JsonLines<Entry> {
  const { file, parse, log, maxBytes = defaultMaxBytes } = options
  const olderFile = file.replace(/\.jsonl$/, '.1.jsonl')
  const entries = (lines: readonly string[]) =>
    lines.flatMap((line) => {
      const entry = parseLine(line, parse)
      return entry === undefined ? [] : [entry]
    })
  const last = readTail(file)
  const appender = new LineAppender({ file, olderFile, isTorn: last.isTorn, maxBytes, log })
  return {
    tail: [...entries(readTail(olderFile).lines), ...entries(last.lines)],
    append: (entry) => appender.append(`${JSON.stringify(entry)}\n`),
    async *read() {
      await appender.flush()
      for await (const line of readLines(file, olderFile)) yield* entries([line])
    },
    flush: () => appender.flush(),
  }
}

function parseLine<Entry>(
  line: string,
  parse: (value: unknown) => Entry | undefined,
): Entry | undefined {
  try {
    return parse(JSON.parse(line))
  } catch {
    return undefined
  }
}

/** The lines at the end of a file, and whether it ends within one; none of a missing file. */
function readTail(file: string): { readonly lines: readonly string[]; readonly isTorn: boolean } {
  let descriptor: number | undefined
  try {
    descriptor = openSync(file, 'r')
    const { size } = fstatSync(descriptor)
    const from = Math.max(0, size - tailBytes)
    const bytes = Buffer.alloc(size - from)
    const read = readSync(descriptor, bytes, 0, bytes.length, from)
    const lines = bytes.toString('utf8', 0, read).split('\n')
    return { lines: from > 0 ? lines.slice(1) : lines, isTorn: lines.at(-1) !== '' }
  } catch {
    return { lines: [], isTorn: false }
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

/** The lines of the older half, then those of the file. */
async function* readLines(file: string, olderFile: string): AsyncGenerator<string> {
  // Both are opened before either is read, so that nothing is missed when they change places.
  const newer = await open(file).catch(() => undefined)
  const older = await open(olderFile).catch(() => undefined)
  try {
    for (const handle of [older, newer]) {
      if (!handle) continue
      const input = handle.createReadStream({ autoClose: false })
      yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
    }
  } catch {
    // A disk that cannot be read has told us all it could.
  } finally {
    await Promise.all([newer?.close(), older?.close()])
  }
}
