import { createPacer } from '../source/pacer.ts'
import { createLineCutter } from './lines.ts'
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
  async function* told(steps: Iterable<CsvRecord | undefined>): AsyncGenerator<CsvRecord> {
    for (const record of steps) {
      if (record !== undefined) yield record
      if (pacer.isDue()) await pacer.rest()
    }
  }
  for await (const chunk of chunks) {
    for (const line of lines.push(chunk)) yield* told(records.push(line))
  }
  for (const line of lines.end()) yield* told(records.push(line))
  yield* told(records.end())
}
