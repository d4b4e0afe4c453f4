import { importFileInvalid } from '../errors.ts'
import { isObject, type PlainObject } from './plain-json.ts'
import { readYaml } from './read-yaml.ts'

/** Lines of `#` or nothing may stand before it, as in files that begin with a licence. */
const opening = /^(?:(?:#[^\n]*|[ \t]*\r?)\n)*---[ \t]*\r?\n/

/** A file's settings, and the text below them. */
export interface FrontMatter {
  readonly matter: PlainObject
  /** As it stands there; the whole text if there is no front matter. */
  readonly body: string
  readonly hasMatter: boolean
}

/**
 * Splits a text at its YAML front matter, the lines between two `---`. Throws
 * `PB_IMPORT_FILE_INVALID` if that is not YAML, or no mapping.
 */
export function readFrontMatter(text: string): FrontMatter {
  const start = opening.exec(text)?.[0].length
  if (start === undefined) return { matter: {}, body: text, hasMatter: false }
  const closing = /^---[ \t]*(?:\r?\n|$)/gm
  closing.lastIndex = start
  const end = closing.exec(text)
  if (end === null) throw importFileInvalid('the "---" at its beginning has no second one')
  const matter = readYaml(text.slice(start, end.index)) ?? {}
  if (!isObject(matter)) throw importFileInvalid('its front matter is no list of settings')
  return { matter, body: text.slice(end.index + end[0].length), hasMatter: true }
}
