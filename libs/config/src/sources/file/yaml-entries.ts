import {
  type Document,
  type ErrorCode,
  isAlias,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
} from 'yaml'
import { type Entries, type Entry, type Position, refuse } from './entry.ts'

/** Enough for honest reuse; a YAML bomb needs more. */
const MAX_ALIASES = 20

/** The first broken line breaks what follows; more than these few only hide it. */
const MOST_PROBLEMS = 3

/** What the parser says to programmers, for people. */
const problemWords: Readonly<Partial<Record<ErrorCode, string>>> = {
  DUPLICATE_KEY: 'a key is given twice',
  MULTIPLE_DOCS: 'it holds more than one document (---)',
}

type Locate = (offset: number) => Position

/** Reads YAML 1.2 (core schema), of which JSON is a part. */
export function readYamlEntries(text: string, isSection: (key: string) => boolean): Entries {
  const lines = new LineCounter()
  const document = parseDocument(text, { schema: 'core', lineCounter: lines, prettyErrors: false })
  const locate: Locate = (offset) => {
    const { line, col: column } = lines.linePos(offset)
    return { line, column }
  }
  const problems = [...document.errors, ...document.warnings].slice(0, MOST_PROBLEMS)
  if (problems.length > 0) {
    return refuse(
      ...problems.map(({ code, message, pos }) => ({
        message: problemWords[code] ?? message,
        at: locate(pos[0]),
      })),
    )
  }
  try {
    // Expanded as a whole once, because aliases are counted from one expansion to the next anew.
    const whole = expand(document.contents, document)
    if (whole !== null && !isMap(document.contents)) {
      return refuse({ message: 'it holds no keys', at: locate(0) })
    }
    return { entries: readMap(document, isSection, locate), faults: [] }
  } catch (error) {
    return refuse({ message: inOurWords(error as Error) })
  }
}

function readMap(
  document: Document,
  isSection: (key: string) => boolean,
  locate: Locate,
): readonly Entry[] {
  const entriesOf = (map: unknown, prefix = '', sectionAt?: Position): readonly Entry[] =>
    (isMap(map) ? map.items : []).flatMap(({ key: keyNode, value }) => {
      const key = `${prefix}${isScalar(keyNode) ? keyNode.value : String(keyNode)}`
      const meant = isAlias(value) ? value.resolve(document) : value
      const at = locate(startOf(keyNode) ?? 0)
      if (prefix === '' && isSection(key) && isMap(meant)) return entriesOf(meant, `${key}.`, at)
      const valueAt = besideKey(at, locate(startOf(value) ?? 0))
      const written = expand(meant, document)
      return [{ key, written, at, valueAt, ...(sectionAt && { sectionAt }) }]
    })
  return entriesOf(document.contents)
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined
}

/** The place of a value, if it stands on the line of its key. */
function besideKey(key: Position, value: Position): Position {
  return value.line === key.line && value.column > key.column ? value : key
}

function expand(node: unknown, document: Document): unknown {
  return isNode(node) ? node.toJS(document, { mapAsMap: true, maxAliasCount: MAX_ALIASES }) : null
}

function inOurWords(error: Error): string {
  if (error.message.startsWith('Excessive alias count')) {
    return `more than ${MAX_ALIASES} values stand for one another by an alias (*name); write them out`
  }
  return error instanceof RangeError ? 'it is nested too deeply' : error.message
}
