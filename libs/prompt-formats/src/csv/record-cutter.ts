import { Buffer } from 'node:buffer'
import { fieldsOf } from './fields.ts'
import type { Line } from './lines.ts'
import { endOfLine, isBlankLine } from './quotes.ts'

/** One record of a table, or what is wrong with it. `line` is the physical line it begins on. */
export type CsvRecord =
  | { readonly line: number; readonly fields: readonly string[] }
  | { readonly line: number; readonly fault: string }

/** What is known about the table. */
export interface CsvOptions {
  /** A longer record is a fault, and is not held in memory. */
  readonly maxRecordBytes: number
  /** Whether a line ends as the records of this table do; where to go on after a broken one. */
  readonly endsRecord: (line: Buffer) => boolean
}

/** A line of the record that is being read. */
interface HeldLine {
  readonly line: Line
  readonly endsRecord: boolean
}

const misplacedQuote = 'a quote is in the wrong place'
const unclosedQuote = 'a quoted field is never closed'
const notUtf8 = 'its text is not valid UTF-8'

/** How many bytes may be read again for each byte of the table, and at first. */
const readsAgain = 4
const readsAgainAtFirst = 8 * 2 ** 20

function readRecord(held: readonly HeldLine[]): CsvRecord {
  const number = held[0]?.line.number ?? 0
  try {
    return { line: number, fields: fieldsOf(Buffer.concat(held.map(({ line }) => line.bytes))) }
  } catch {
    return { line: number, fault: notUtf8 }
  }
}

/**
 * Puts lines together to records. A broken record ends with its first line that ends as records
 * do, so that one quote too many costs one record; the lines after that one are read again. In a
 * table of nothing but such quotes that would never end: there a broken record costs all its lines.
 */
function createRecordReader({ maxRecordBytes, endsRecord }: CsvOptions, waiting: Line[]) {
  let held: HeldLine[] = []
  let heldBytes = 0
  let quoted = false
  /** Inside a broken record of which no line so far ended as records do. */
  let skipping = false
  let mayReadAgain = readsAgainAtFirst

  const release = (): readonly HeldLine[] => {
    const lines = held
    held = []
    heldBytes = 0
    quoted = false
    return lines
  }

  /** Gives up the held record; the lines that do not belong to it wait again. */
  const giveUp = (): void => {
    mayReadAgain -= heldBytes
    const lines = release()
    const last =
      mayReadAgain < 0
        ? lines.findLastIndex((each) => each.endsRecord)
        : lines.findIndex((each) => each.endsRecord)
    skipping = last === -1
    if (skipping) return
    for (let at = lines.length - 1; at > last; at--) {
      const again = lines[at]
      if (again !== undefined) waiting.push(again.line)
    }
  }

  const faultOf = (line: Line): string | undefined => {
    if (line.tooLong || heldBytes > maxRecordBytes)
      return `it is longer than ${maxRecordBytes} bytes`
    const end = endOfLine(line.bytes, quoted)
    quoted = end === 'quoted'
    return end === 'broken' ? misplacedQuote : undefined
  }

  const read = (line: Line): CsvRecord | undefined => {
    if (skipping) {
      skipping = !endsRecord(line.bytes)
      return undefined
    }
    if (held.length === 0 && isBlankLine(line.bytes)) return undefined
    held.push({ line, endsRecord: endsRecord(line.bytes) })
    heldBytes += line.bytes.length
    const number = held[0]?.line.number ?? line.number
    const fault = faultOf(line)
    if (fault !== undefined) {
      giveUp()
      return { line: number, fault }
    }
    return quoted ? undefined : readRecord(release())
  }

  return {
    read,
    giveUp,
    allow: (bytes: number) => {
      mayReadAgain += bytes
    },
    /** The line on which the record began that is being read; nothing between two records. */
    startedOn: () => held[0]?.line.number,
  }
}

/** Cuts lines into records. It answers once for each line that it reads, with a record or without. */
export function createRecordCutter(options: CsvOptions) {
  /** Lines still to be read, the next one last. */
  const waiting: Line[] = []
  const reader = createRecordReader(options, waiting)

  function* readWaiting(): Generator<CsvRecord | undefined> {
    for (let line = waiting.pop(); line !== undefined; line = waiting.pop()) yield reader.read(line)
  }

  return {
    push(line: Line): Iterable<CsvRecord | undefined> {
      reader.allow(readsAgain * line.bytes.length)
      waiting.push(line)
      return readWaiting()
    },
    *end(): Generator<CsvRecord | undefined> {
      for (let line = reader.startedOn(); line !== undefined; line = reader.startedOn()) {
        reader.giveUp()
        yield { line, fault: unclosedQuote }
        yield* readWaiting()
      }
    },
  }
}
