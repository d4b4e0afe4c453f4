import { Buffer } from 'node:buffer'
import { defaultVersionOf, type PromptRecord } from '@promptbin/prompts'
import { createZip, type ZipEntry } from './archive/create-zip.ts'
import { writeTable } from './csv/write-table.ts'
import { writeInSteps } from './dotprompt/write-dotprompt.ts'
import type { ExportFormat } from './formats.ts'
import { type JsonlOptions, writeJsonl } from './jsonl/write-jsonl.ts'
import { createPacer, paced, resultInTurns } from './source/pacer.ts'

/** A file on its way out. */
export interface ExportFile {
  readonly fileName: string
  readonly contentType: string
  readonly content: AsyncIterable<Uint8Array>
}

async function* promptFiles(records: AsyncIterable<PromptRecord>): AsyncGenerator<ZipEntry> {
  const pacer = createPacer()
  for await (const record of records) {
    const version = defaultVersionOf(record)
    if (version === undefined) continue
    const { path, text } = await resultInTurns(writeInSteps(record, version), pacer)
    yield { path, content: Buffer.from(text) }
  }
}

/**
 * Writes prompts as they come: `jsonl` with everything there is of them, `dotprompt` as a zip of
 * `.prompt` files and `csv` as a table for spreadsheets, both of the versions that clients get by
 * default. The same records give the same bytes, apart from the time of the export in `jsonl`.
 */
export function writeExport(
  format: ExportFormat,
  records: AsyncIterable<PromptRecord>,
  options: Partial<JsonlOptions> = {},
): ExportFile {
  const inPace = paced(records)
  switch (format) {
    case 'jsonl': {
      const content = writeJsonl(inPace, { exportedAt: new Date(), ...options })
      return { fileName: 'promptbin.jsonl', contentType: 'application/jsonl', content }
    }
    case 'dotprompt': {
      const content = createZip(promptFiles(inPace))
      return { fileName: 'promptbin-prompts.zip', contentType: 'application/zip', content }
    }
    case 'csv': {
      const content = writeTable(inPace)
      return { fileName: 'promptbin.csv', contentType: 'text/csv; charset=utf-8', content }
    }
  }
}
