import type { FieldError } from '@promptbin/errors'
import { type Document, isAlias, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'

/** One key of a configuration file with its value and its line. */
export interface Entry {
  readonly key: string
  readonly written: unknown
  readonly line: number
}

/** What a YAML text says, or what is wrong with it. */
export interface Entries {
  readonly entries: readonly Entry[]
  readonly faults: readonly Pick<FieldError, 'message'>[]
}

/** Enough for honest reuse; a YAML bomb needs more. */
const MAX_ALIASES = 20

/** The first broken line breaks what follows; more than these few only hide it. */
const MOST_PROBLEMS = 3

/**
 * Reads YAML 1.2 (core schema), of which JSON is a part. The maps that `isSection` names are
 * opened, so that `web: { port: 1 }` is the entry `web.port`; everything else is a value.
 */
export function readYamlEntries(text: string, isSection: (key: string) => boolean): Entries {
  const lines = new LineCounter()
  const document = parseDocument(text, { schema: 'core', lineCounter: lines, prettyErrors: false })
  const lineAt = (offset = 0) => lines.linePos(offset).line
  const problems = [...document.errors, ...document.warnings].slice(0, MOST_PROBLEMS)
  if (problems.length > 0) {
    return refuse(problems.map(({ message, pos }) => `${message} (line ${lineAt(pos[0])})`))
  }
  try {
    // Expanded as a whole once, because aliases are counted from one expansion to the next anew.
    const whole = expand(document.contents, document)
    if (whole !== null && !isMap(document.contents)) return refuse(['it holds no keys'])
    return { entries: readMap(document, isSection, lineAt), faults: [] }
  } catch (error) {
    return refuse([(error as Error).message])
  }
}

function readMap(
  document: Document,
  isSection: (key: string) => boolean,
  lineAt: (offset: number | undefined) => number,
): readonly Entry[] {
  const entriesOf = (map: unknown, prefix: string): readonly Entry[] =>
    (isMap(map) ? map.items : []).flatMap(({ key: keyNode, value }) => {
      const key = `${prefix}${isScalar(keyNode) ? keyNode.value : String(keyNode)}`
      const meant = isAlias(value) ? value.resolve(document) : value
      if (prefix === '' && isSection(key) && isMap(meant)) return entriesOf(meant, `${key}.`)
      const offset = isNode(keyNode) ? keyNode.range?.[0] : undefined
      return [{ key, written: expand(meant, document), line: lineAt(offset) }]
    })
  return entriesOf(document.contents, '')
}

function expand(node: unknown, document: Document): unknown {
  return isNode(node) ? node.toJS(document, { mapAsMap: true, maxAliasCount: MAX_ALIASES }) : null
}

function refuse(messages: readonly string[]): Entries {
  return { entries: [], faults: messages.map((message) => ({ message })) }
}
