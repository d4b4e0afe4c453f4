import {
  type Document,
  isCollection,
  isMap,
  isScalar,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from 'yaml'
import { configNotEditable } from '../errors.ts'
import type { FileFormat } from '../sources/file/config-file.ts'
import { editJson5 } from './json5/edit-json5.ts'
import { standingPath } from './standing-path.ts'

/** What is to be another in a configuration file. */
export interface TextChange {
  /** Values by key, such as `logging.level`, in the notation of the file. */
  readonly set: Readonly<Record<string, unknown>>
  /** Keys that the file is not to name any more. */
  readonly unset: readonly string[]
}

/**
 * The text of a configuration file after a change. Comments and the order of YAML and JSON5 stay, and a
 * setting that stands there under an older name is changed there. Throws PB_CONFIG_KEY_UNKNOWN,
 * and PB_CONFIG_NOT_EDITABLE for what would lose something (`shownAs` names the file).
 */
export function editText(
  text: string,
  change: TextChange,
  { format, shownAs }: { readonly format: FileFormat; readonly shownAs: string },
): string {
  if (format === 'json5') return editJson5(text, change, shownAs)
  const document = format === 'json' ? parseJson(text, shownAs) : parseYaml(text, shownAs)
  for (const [key, value] of Object.entries(change.set)) {
    setValue(document, pathOf(document, key), value, shownAs)
  }
  for (const key of change.unset) remove(document, pathOf(document, key))
  if (format === 'json') return `${JSON.stringify(document.toJS() ?? {}, null, 2)}\n`
  return document.toString({ lineWidth: 0 })
}

function parseYaml(text: string, shownAs: string): Document {
  const document: Document = parseDocument(text, { schema: 'core' })
  const [fault] = document.errors
  if (fault) throw configNotEditable(shownAs, `it is not whole (${fault.message.split('\n')[0]})`)
  if (document.contents === null || isEmptyScalar(document.contents)) {
    document.contents = document.createNode({})
  }
  return document
}

function parseJson(text: string, shownAs: string): Document {
  return parseYaml(text.trim() === '' ? '{}' : text, shownAs)
}

function pathOf(document: Document, name: string): readonly string[] {
  return standingPath(name, {
    has: (path) => document.hasIn(path),
    hasSection: (section) => isCollection(document.getIn([section], true)),
  })
}

function setValue(
  document: Document,
  path: readonly string[],
  value: unknown,
  shownAs: string,
): void {
  const [section = '', name] = path
  const node = document.getIn([section], true)
  if (name !== undefined && isEmptyScalar(node)) {
    const map = document.createNode({})
    // What was written below an empty section is about its settings.
    map.commentBefore = [node.commentBefore, node.comment].filter(Boolean).join('\n') || null
    document.setIn([section], map)
  } else if (name !== undefined && node !== undefined && !isMap(node)) {
    throw configNotEditable(shownAs, `its section ${section} is no plain map`)
  }
  const scalar = typeof value !== 'object' || value === null
  document.setIn(path, scalar ? value : document.createNode(value))
}

function isEmptyScalar(node: unknown): node is Scalar {
  return isScalar(node) && (node.value === null || node.value === '')
}

/** What was said above the setting stays: it may be about those below as well. */
function remove(document: Document, path: readonly string[]): void {
  if (!document.hasIn(path)) return
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents
  if (isMap(parent)) keepComment(parent, path.at(-1) ?? '')
  document.deleteIn(path)
}

function keepComment(map: YAMLMap, name: string): void {
  const index = map.items.findIndex(({ key }) => isScalar(key) && key.value === name)
  const [key, next] = [map.items[index]?.key, map.items[index + 1]?.key]
  const comment = isScalar(key) ? key.commentBefore : undefined
  if (!comment) return
  if (isScalar(next)) next.commentBefore = [comment, next.commentBefore].filter(Boolean).join('\n')
  else map.comment = [comment, map.comment].filter(Boolean).join('\n')
}
