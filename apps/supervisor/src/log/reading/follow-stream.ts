import type { LogStream, NumberedText } from '../log-stream.ts'
import { readLineHead } from '../output-line.ts'
import { type OpenPart, openLogParts, readLinesFrom } from './read-lines.ts'

export interface FollowOptions {
  readonly stream: LogStream
  /** Where the lines are that are not held in memory any more. */
  readonly folder: string
  /** After which line to go on; from now on unless told. */
  readonly after: number | undefined
  /** Settles when what was said so far is on the disk. */
  readonly flush: () => Promise<void>
  readonly signal: AbortSignal
}

/**
 * Lines as they come, until the signal. A reader that is slow holds nothing up: it reads what it has
 * missed from the disk, as long as it is there.
 */
export async function* followStream(options: FollowOptions): AsyncGenerator<NumberedText> {
  const { stream, signal } = options
  let position = startOf(options)
  while (!signal.aborted) {
    position = yield* linesSince(options, position)
    if (stream.lastSeq <= position) await nextLine(stream, signal)
  }
}

/** What there is after this line, from the disk and from memory; returns how far it went. */
async function* linesSince(
  { stream, folder, flush }: FollowOptions,
  position: number,
): AsyncGenerator<NumberedText, number> {
  let last = position
  if (last + 1 < stream.firstHeld) {
    await flush()
    for await (const line of linesAfter(folder, last)) {
      yield line
      last = line.seq
    }
    // So much came meanwhile that the memory does not go on where the disk ended.
    if (last > position && last + 1 < stream.firstHeld) return last
    // What did not reach the disk cannot be had.
    last = Math.max(last, stream.firstHeld - 1)
  }
  for (const line of stream.newerThan(last)) {
    yield line
    last = line.seq
  }
  return last
}

/** A number that was not given yet comes from lines that a crash has lost; what is held is all new. */
function startOf({ stream, after }: FollowOptions): number {
  if (after === undefined) return stream.lastSeq
  return after > stream.lastSeq ? stream.firstHeld - 1 : after
}

async function nextLine(stream: LogStream, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const wake = () => resolve()
  const stop = stream.onBlock(wake)
  signal.addEventListener('abort', wake)
  if (!signal.aborted) await promise
  signal.removeEventListener('abort', wake)
  stop()
}

/** The lines in the files after this one, oldest first. */
async function* linesAfter(folder: string, position: number): AsyncGenerator<NumberedText> {
  const parts = await openLogParts(folder)
  try {
    for (const part of parts.slice(await startPart(parts, position))) {
      for await (const { line: text } of readLinesFrom(part)) {
        const seq = readLineHead(text)?.seq ?? 0
        if (seq > position) yield { seq, text }
      }
    }
  } finally {
    await Promise.all(parts.map(({ handle }) => handle.close()))
  }
}

/** The last file that begins with a line before the next one, so that those before can be left out. */
async function startPart(parts: readonly OpenPart[], position: number): Promise<number> {
  for (let index = parts.length - 1; index > 0; index -= 1) {
    const part = parts[index]
    if (part && (await firstSeq(part)) <= position + 1) return index
  }
  return 0
}

async function firstSeq(part: OpenPart): Promise<number> {
  for await (const { line } of readLinesFrom(part)) {
    const seq = readLineHead(line)?.seq
    if (typeof seq === 'number') return seq
  }
  return Number.POSITIVE_INFINITY
}
