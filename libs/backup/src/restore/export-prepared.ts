import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { writeExport } from '@promptbin/prompt-formats'
import { libraryRecords } from '@promptbin/prompt-store/restoring'
import type { PromptRecord } from '@promptbin/prompts'
import { databaseName, exportName } from '../backup-folder.ts'

/**
 * Writes an export beside the library that `prepareLibrary` has made in a folder, for a library that takes
 * prompts only one by one. Rejects with what the store throws, and with a system error.
 */
export async function exportPrepared(target: string, exportedAt: Date): Promise<void> {
  async function* records(): AsyncGenerator<PromptRecord> {
    yield* libraryRecords(join(target, databaseName))
  }
  const { content } = writeExport('jsonl', records(), { exportedAt })
  const file = createWriteStream(join(target, exportName), { mode: 0o600 })
  await pipeline(Readable.from(content), file)
}
