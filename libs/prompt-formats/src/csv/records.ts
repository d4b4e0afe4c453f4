import { Buffer } from 'node:buffer'
import { parse } from 'csv-parse/sync'
import { createLineCutter, type Line } from './lines.ts'
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

const misplacedQuote = 'a quote is in the wrong place'
const unclosedQuote = 'a quoted field is never closed'
const notUtf8 = 'its text is not valid UTF-8'
const malformed = 'its fields cannot be told apart'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function readRecord(lines: readonly Line[]): CsvRecord {
  const line = lines[0]?.number ?? 0
  let text: string
  try {
    text = utf8.decode(Buffer.concat(lines.map(({ bytes }) => bytes)))
  } catch {
    return { line, fault: notUtf8 }
  }
  try {
    const [fields] = parse(text, { record_delimiter: ['\r\n', '\n'] })
    return fields === undefined ? { line, fault: malformed } : { line, fields }
  } catch {
    return { line, fault: malformed }
  }
}

/**
 * Puts lines together to records. A broken record ends with its first line that ends as records
 * do, so that one quote too many costs one record; the lines after that one are read again.
 */
function createRecordCutter({ maxRecordBytes, endsRecord }: CsvOptions) {
  let held: Line[] = []
  let heldBytes = 0
  let quoted = false
  /** Inside a broken record of which no line so far ended as records do. */
  let skipping = false

  const release = (): readonly Line[] => {
    const lines = held
    held = []
    heldBytes = 0
    quoted = false
    return lines
  }

  /** Gives up the held record and answers the lines that do not belong to it. */
  const giveUp = (): readonly Line[] => {
    const lines = release()
    const last = lines.findIndex(({ bytes }) => endsRecord(bytes))
    skipping = last === -1
    return skipping ? [] : lines.slice(last + 1)
  }

  const faultOf = (line: Line): string | undefined => {
    if (line.tooLong || heldBytes > maxRecordBytes)
      return `it is longer than ${maxRecordBytes} bytes`
    const end = endOfLine(line.bytes, quoted)
    quoted = end === 'quoted'
    return end === 'broken' ? misplacedQuote : undefined
  }

  function* push(line: Line): Generator<CsvRecord> {
    if (skipping) {
      skipping = !endsRecord(line.bytes)
      return
    }
    if (held.length === 0 && isBlankLine(line.bytes)) return
    held.push(line)
    heldBytes += line.bytes.length
    const fault = faultOf(line)
    if (fault !== undefined) {
      yield { line: held[0]?.number ?? line.number, fault }
      for (const again of giveUp()) yield* push(again)
    } else if (!quoted) {
      yield readRecord(release())
    }
  }

  function* end(): Generator<CsvRecord> {
    while (held[0] !== undefined) {
      yield { line: held[0].number, fault: unclosedQuote }
      for (const again of giveUp()) yield* push(again)
    }
  }

  return { push, end }
}

/**
 * Reads a table of comma-separated values (RFC 4180, UTF-8, with or without a byte order mark) as
 * it arrives. A faulty record does not stop the ones after it.
 *
 * csv-parse reads the fields of each record, but does not find where records end: after a quote
 * in the wrong place it takes the following records for a part of that one, and its line numbers
 * count a CRLF inside quotes twice.
 */
export async function* readCsv(
  chunks: AsyncIterable<Uint8Array>,
  options: CsvOptions,
): AsyncGenerator<CsvRecord> {
  const lines = createLineCutter({ maxBytes: options.maxRecordBytes })
  const records = createRecordCutter(options)
  for await (const chunk of chunks) {
    for (const line of lines.push(chunk)) yield* records.push(line)
  }
  for (const line of lines.end()) yield* records.push(line)
  yield* records.end()
}
