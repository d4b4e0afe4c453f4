import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { createLineCutter, type Line } from '../csv/lines.ts'
import { isLastLine, lastLineOf, maxLastLineBytes, wrongLastLine } from './last-line.ts'
import { maxLineBytes, withoutBreak } from './line.ts'

/** A part of an export, which is an export itself. */
export interface ExportPart {
  /** The first line of the whole, some of its other lines byte for byte, and a last line. */
  readonly content: Uint8Array
  /** Where the part's second line stands in the whole, counted from 1. */
  readonly firstLine: number
}

/** Counts prompts and sums up their checksum as a reader does, which passes over empty lines. */
function createSum() {
  const hash = createHash('sha256')
  let lines = 0
  return {
    add(bytes: Buffer): void {
      const line = withoutBreak(bytes)
      if (line.length === 0) return
      hash.update(line).update('\n')
      lines += 1
    },
    lastLine: () => lastLineOf(lines - 1, hash),
  }
}

/** A part that is filled line by line, with room for as many bytes and no more. */
function createPart(header: Buffer, { firstLine, bytes }: { firstLine: number; bytes: number }) {
  const content = Buffer.allocUnsafe(bytes)
  const sum = createSum()
  sum.add(header)
  let used = header.copy(content)
  let isEmpty = true
  return {
    isEmpty: () => isEmpty,
    hasRoomFor: (line: Buffer) => used + line.length + maxLastLineBytes <= bytes,
    add(line: Buffer): void {
      sum.add(line)
      used += line.copy(content, used)
      isEmpty = false
    },
    /** Ends the export that the part is; what follows should not be there. */
    addLastLine(line = sum.lastLine()): void {
      used += content.write(`${line}\n`, used)
    },
    finish: (): ExportPart => ({ content: content.subarray(0, used), firstLine }),
  }
}

function createSplitter(maxBytes: number) {
  const whole = createSum()
  let header: Buffer = Buffer.alloc(0)
  let part = createPart(header, { firstLine: 2, bytes: 0 })
  let hasEnded = false

  /** Begins a part with room for the line, however long that is. */
  const beginFor = ({ number, bytes }: Line): void => {
    const needed = header.length + bytes.length + 2 * maxLastLineBytes
    const firstLine = hasEnded ? number - 1 : number
    part = createPart(header, { firstLine, bytes: Math.max(maxBytes, needed) })
    // What stands behind the end of the whole is to stand behind that of every part, too.
    if (hasEnded) part.addLastLine()
  }

  const start = (line: Line): void => {
    header = line.bytes
    whole.add(header)
    beginFor({ ...line, number: 2, bytes: Buffer.alloc(0) })
  }

  const end = (line: Buffer): void => {
    hasEnded = true
    const isRight = line.toString('latin1') === whole.lastLine()
    part.addLastLine(isRight ? undefined : wrongLastLine)
  }

  const add = function* (line: Line): Generator<ExportPart> {
    if (!part.hasRoomFor(line.bytes)) {
      if (!hasEnded) part.addLastLine()
      if (hasEnded || !part.isEmpty()) yield part.finish()
      beginFor(line)
    }
    whole.add(line.bytes)
    part.add(line.bytes)
  }

  return {
    *push(line: Line): Generator<ExportPart> {
      const bytes = withoutBreak(line.bytes)
      if (line.number === 1) start(line)
      else if (!hasEnded && isLastLine(bytes)) end(bytes)
      else yield* add(line)
    },
    end: () => part.finish(),
  }
}

/**
 * Cuts an export into smaller ones of at most `maxBytes`, as far as its lines are not longer; it
 * holds one of them at a time. What is read of them, one after the other, is what is read of the
 * whole: a damaged line stays damaged, and if the end of the whole is missing or wrong, then so is
 * that of the last part. A line that is too long for any import is cut off.
 */
export async function* splitExport(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<ExportPart> {
  const cutter = createLineCutter({ maxBytes: maxLineBytes })
  const splitter = createSplitter(maxBytes)
  for await (const chunk of chunks) {
    for (const line of cutter.push(chunk)) yield* splitter.push(line)
  }
  for (const line of cutter.end()) yield* splitter.push(line)
  yield splitter.end()
}
