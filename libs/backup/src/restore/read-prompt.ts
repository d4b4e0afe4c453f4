import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PromptBinError } from '@promptbin/errors'
import { libraryRecord } from '@promptbin/prompt-store/restoring'
import type { PromptRecord } from '@promptbin/prompts'
import { databaseName } from '../backup-folder.ts'
import { promptNotInBackup } from './errors.ts'
import { type PrepareOptions, prepareLibrary } from './prepare-library.ts'

/** Which prompt of a backup is read; `target` is needed for a moment. */
export interface ReadPromptOptions extends PrepareOptions {
  /** Its name, an old name of it, or its id. */
  readonly name: string
}

/**
 * All that a backup has of one prompt. Rejects with `PB_BACKUP_PROMPT_UNKNOWN` and with what
 * `prepareLibrary` rejects with.
 */
export async function readPrompt({ name, ...options }: ReadPromptOptions): Promise<PromptRecord> {
  const { id, target } = options
  await prepareLibrary(options)
  try {
    const record = libraryRecord(join(target, databaseName), name)
    if (record === undefined) throw promptNotInBackup(name, id)
    return record
  } catch (cause) {
    const isUnknown = cause instanceof PromptBinError && cause.code === 'PB_PROMPT_NOT_FOUND'
    throw isUnknown ? promptNotInBackup.with({ cause }, name, id) : cause
  } finally {
    await rm(target, { recursive: true, force: true })
  }
}
