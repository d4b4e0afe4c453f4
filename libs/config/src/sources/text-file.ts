import { readFileSync, statSync } from 'node:fs'
import { configFileUnreadable } from '../errors.ts'

/** No configuration that a person wrote is larger. */
const LARGEST_FILE_BYTES = 256 * 1024

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'its permissions forbid it',
  EPERM: 'its permissions forbid it',
  ELOOP: 'it is a link to itself',
}

/** The text of a small UTF-8 file. Throws PB_CONFIG_FILE_UNREADABLE, which calls it `shownAs`. */
export function readTextFile(file: string, shownAs: string): string {
  try {
    const stats = statSync(file)
    if (stats.isDirectory()) throw configFileUnreadable(shownAs, 'it is a folder')
    if (!stats.isFile()) throw configFileUnreadable(shownAs, 'it is not a regular file')
    if (stats.size > LARGEST_FILE_BYTES) {
      throw configFileUnreadable(shownAs, `it is larger than ${LARGEST_FILE_BYTES} bytes`)
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (error) {
    if (error instanceof TypeError) throw configFileUnreadable(shownAs, 'it is not UTF-8 text')
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code.startsWith('PB_')) throw error
    throw configFileUnreadable.with({ cause: error }, shownAs, WORDS[code] ?? code)
  }
}
