import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { PromptBinError } from '@promptbin/errors'
import { fileUnreadable } from '../errors.ts'

/** A file that is to be imported. */
export interface Table {
  readonly content: Readable
  readonly bytes: number
}

/** Opens a table on disk. Throws `PB_FILE_UNREADABLE`. */
export async function openTable(path: string): Promise<Table> {
  try {
    const file = await open(path)
    const stats = await file.stat()
    if (!stats.isFile()) {
      await file.close()
      throw fileUnreadable(path, 'it is not a file')
    }
    return { content: file.createReadStream(), bytes: stats.size }
  } catch (cause) {
    if (cause instanceof PromptBinError) throw cause
    throw fileUnreadable.with({ cause }, path, (cause as NodeJS.ErrnoException).code ?? '')
  }
}
