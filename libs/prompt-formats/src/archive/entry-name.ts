import { validateFileName } from 'yauzl'

const maxPathLength = 1_000

/** Whether a text has a character that no file name shows. */
function hasControl(text: string): boolean {
  return /\p{Cc}/u.test(text)
}

/** Why a path within an archive is not to be trusted; `undefined` if it is a plain relative path. */
export function pathFault(path: string): string | undefined {
  if (hasControl(path)) return 'its name has control characters'
  if (path.length > maxPathLength) return `its name is longer than ${maxPathLength} characters`
  if (/^[A-Za-z]:/.test(path)) return 'its name begins with a drive'
  if (validateFileName(path) !== null) return 'its name leads out of the archive'
  const parts = path.split('/')
  if (parts.includes('') || parts.includes('.')) return 'its name is no plain path'
  return undefined
}

/** A path that can be shown: without control characters, and not without end. */
export function shownPath(path: string): string {
  return path
    .replace(/\p{Cc}/gu, '\ufffd')
    .slice(0, 200)
    .toWellFormed()
}

/** What operating systems put into archives besides the files. */
export function isSystemFile(path: string): boolean {
  return /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(path)
}
