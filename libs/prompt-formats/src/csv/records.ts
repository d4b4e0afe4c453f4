import { createPacer, inTurns } from '../source/pacer.ts'
import { createLineCutter, type Line } from './lines.ts'
import { type CsvOptions, type CsvRecord, createRecordCutter } from './record-cutter.ts'

/**
 * Reads a table of comma-separated values (RFC 4180, UTF-8, with or without a byte order mark) as
 * it arrives, in turns with other work. A faulty record does not stop the ones after it.
 */
export async function* readCsv(
  chunks: AsyncIterable<Uint8Array>,
  options: CsvOptions,
): AsyncGenerator<CsvRecord> {
  const pacer = createPacer()
  const lines = createLineCutter({ maxBytes: options.maxRecordBytes })
  const records = createRecordCutter(options)
  const stepsOf = function* (found: Iterable<Line>): Generator<CsvRecord | undefined> {
    for (const line of found) yield* records.push(line)
  }
  for await (const chunk of chunks) yield* inTurns(stepsOf(lines.push(chunk)), pacer)
  yield* inTurns(stepsOf(lines.end()), pacer)
  yield* inTurns(records.end(), pacer)
}
