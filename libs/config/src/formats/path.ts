import { homedir } from 'node:os'
import { resolve } from 'node:path'
import type { Format } from './format.ts'

/** A path: `~` is the home folder, and a relative one starts at the folder of its file. */
export function pathFormat(expected: string): Format<string> {
  return {
    coerce: (written, folder) =>
      typeof written === 'string' && written !== ''
        ? resolve(
            folder,
            written.replace(/^~(?=[/\\]|$)/, () => homedir()),
          )
        : written,
    expected: (value) =>
      typeof value === 'string' && value !== '' && !value.includes('\0') && value.isWellFormed()
        ? undefined
        : expected,
    toText: String,
    schema: () => ({ type: 'string', minLength: 1 }),
  }
}
