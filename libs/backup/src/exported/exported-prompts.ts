import { createReadStream } from 'node:fs'
import { readImport } from '@promptbin/prompt-formats'
import type { PromptRecord } from '@promptbin/prompts'

/**
 * The prompts of an export on the disk, with all of its checksums looked at. Throws the first fault that
 * is met, which may be that its end is missing, and system errors.
 */
export async function* exportedPrompts(file: string): AsyncGenerator<PromptRecord> {
  for await (const item of readImport({ content: createReadStream(file), format: 'jsonl' })) {
    if ('error' in item) throw item.error
    if ('record' in item) yield item.record
  }
}

/** What an export holds, counted as the tables of a library are. */
export type ExportedRows = Readonly<Record<'prompt' | 'version', number>>

/** Reads all of an export, and tells what is in it. Rejects with the first fault. */
export async function countExported(file: string): Promise<ExportedRows> {
  let [prompt, version] = [0, 0]
  for await (const record of exportedPrompts(file)) {
    prompt += 1
    version += record.versions.length
  }
  return { prompt, version }
}
