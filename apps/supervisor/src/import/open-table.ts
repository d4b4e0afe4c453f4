import { createReadStream, type ReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { PromptBinError } from '@promptbin/errors'
import { fileUnreadable } from '../errors.ts'

/** A file that is to be imported. */
export interface Table {
  readonly content: ReadStream
  /** How many lines it has, which a row that holds line breaks takes several of. */
  readonly lines: number
}

const lineFeed = 0x0a

/** Opens a table on disk. Throws `PB_FILE_UNREADABLE`. */
export async function openTable(path: string): Promise<Table> {
  try {
    if (!(await stat(path)).isFile()) throw fileUnreadable(path, 'it is not a file')
    return { lines: await countLines(path), content: createReadStream(path) }
  } catch (cause) {
    if (cause instanceof PromptBinError) throw cause
    throw fileUnreadable.with({ cause }, path, (cause as NodeJS.ErrnoException).code ?? '')
  }
}

async function countLines(path: string): Promise<number> {
  let lines = 1
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    for (const byte of chunk) if (byte === lineFeed) lines += 1
  }
  return lines
}
