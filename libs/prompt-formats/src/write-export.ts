import type { PromptRecord } from '@promptbin/prompts'
import type { ExportFormat } from './formats.ts'

/** A file on its way out. */
export interface ExportFile {
  readonly fileName: string
  readonly contentType: string
  readonly content: AsyncIterable<Uint8Array>
}

async function* none(_records: AsyncIterable<PromptRecord>): AsyncGenerator<Uint8Array> {}

export function writeExport(
  format: ExportFormat,
  records: AsyncIterable<PromptRecord>,
): ExportFile {
  return {
    fileName: `promptbin.${format}`,
    contentType: 'application/octet-stream',
    content: none(records),
  }
}
