import { readFileSync, statSync } from 'node:fs'
import { configFileUnreadable } from '../../errors.ts'

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
    const bytes = readFileSync(file)
    const wrong = wrongEncoding(bytes)
    if (wrong !== undefined) throw configFileUnreadable(shownAs, wrong)
    // Without the byte order mark that some editors put before it.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) {
      throw configFileUnreadable(shownAs, 'it is not UTF-8 text; save it as UTF-8')
    }
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code.startsWith('PB_')) throw error
    throw configFileUnreadable.with({ cause: error }, shownAs, WORDS[code] ?? code)
  }
}

/** What is no UTF-8 but looks like it to a decoder, or says of itself what it is. */
function wrongEncoding(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes
  const hasMark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  if (hasMark) return 'it is UTF-16 text; save it as UTF-8'
  return bytes.includes(0) ? 'it holds zero bytes, which no text in UTF-8 does' : undefined
}
