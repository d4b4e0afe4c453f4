import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { basename, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileExists, fileUnwritable } from '../errors.ts'

/** A file that a command has written. */
export interface SavedFile {
  readonly file: string
  readonly bytes: number
}

/** The name that an answer suggests (RFC 6266), never with a folder in it. */
function suggestedName({ headers }: IncomingMessage): string {
  const quoted = /filename="([^"\\/]+)"/.exec(headers['content-disposition'] ?? '')?.[1]
  return basename(quoted ?? 'promptbin-export')
}

/**
 * Writes an answer into a new file, in the working folder under the name that it suggests unless
 * told; with the rights that a new file gets, unless `mode` has fewer. Leaves no half of a file.
 * Throws `PB_FILE_EXISTS`, `PB_FILE_UNWRITABLE`.
 */
export async function saveAnswer(
  answer: IncomingMessage,
  path?: string,
  mode?: number,
): Promise<SavedFile> {
  const file = resolve(path ?? suggestedName(answer))
  const writing = createWriteStream(file, { flags: 'wx', ...(mode !== undefined && { mode }) })
  try {
    await pipeline(answer, writing)
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException
    if (code === 'EEXIST') throw fileExists.with({ cause }, file)
    await rm(file, { force: true })
    throw fileUnwritable.with({ cause }, file, code)
  }
  return { file, bytes: writing.bytesWritten }
}
