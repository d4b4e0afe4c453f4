import { importFileInvalid } from '../errors.ts'

/** A file that holds one prompt. */
export interface Document {
  /** Within the folder or archive, parts joined by "/"; empty if it came without a name. */
  readonly path: string
  readonly text: string
}

/** As large as a file of one prompt may be: its pictures included. */
export const maxDocumentBytes = 8 * 2 ** 20

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Reads bytes as UTF-8, without a byte order mark. Throws `PB_IMPORT_FILE_INVALID`. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw importFileInvalid('its text is not valid UTF-8')
  }
}
