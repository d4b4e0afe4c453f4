import { readImport, writeExport } from '@promptbin/prompt-formats'
import { libraryRecords } from '@promptbin/prompt-store/restoring'
import type { PromptRecord } from '@promptbin/prompts'
import { compare, type DrillCheck } from './drill-report.ts'

/**
 * Exports a library and reads the export as an import does, with all of its checksums: whether each
 * prompt comes back. Holds one prompt at a time.
 */
export async function checkExport(file: string, exportedAt: Date): Promise<readonly DrillCheck[]> {
  let written = 0
  async function* records(): AsyncGenerator<PromptRecord> {
    for (const record of libraryRecords(file)) {
      written += 1
      yield record
    }
  }
  const { content } = writeExport('jsonl', records(), { exportedAt })
  let read = 0
  let fault = 'none'
  for await (const item of readImport({ content, format: 'jsonl' })) {
    if ('record' in item) read += 1
    else if ('error' in item && fault === 'none') fault = item.error.message
  }
  return [
    compare('prompts that an export brings back', written, read),
    compare('faults of that export', 'none', fault),
  ]
}
