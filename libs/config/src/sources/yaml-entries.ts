import type { FieldError } from '@promptbin/errors'
import { isAlias, isMap, isNode, LineCounter, type Node, parseDocument } from 'yaml'

/** One key of a configuration file with its value and its line. */
export interface Entry {
  readonly key: string
  readonly written: unknown
  readonly line: number
}

/** What a YAML text says, or what is wrong with it. */
export interface Entries {
  readonly entries: readonly Entry[]
  readonly faults: readonly FieldError[]
}

/** Enough for honest reuse; a YAML bomb needs more. */
const MAX_ALIASES = 20

/**
 * Reads YAML 1.2 (core schema), of which JSON is a part. The maps that `isSection` names are
 * opened, so that `web: { port: 1 }` is the entry `web.port`; everything else is a value.
 */
export function readYamlEntries(text: string, isSection: (key: string) => boolean): Entries {
  const lines = new LineCounter()
  const document = parseDocument(text, { schema: 'core', lineCounter: lines, prettyErrors: false })
  const lineAt = (offset = 0) => lines.linePos(offset).line
  const problems = [...document.errors, ...document.warnings]
  if (problems.length > 0) {
    return refuse(problems.map(({ message, pos }) => `${message} (line ${lineAt(pos[0])})`))
  }

  const expand = (node: unknown) =>
    isNode(node) ? node.toJS(document, { maxAliasCount: MAX_ALIASES }) : node
  const resolve = (node: unknown) => (isAlias(node) ? node.resolve(document) : node)
  const entriesOf = (map: unknown, prefix: string): Entry[] =>
    isMap(map)
      ? map.items.flatMap((pair) => {
          const key = `${prefix}${String(expand(pair.key))}`
          const value = resolve(pair.value)
          if (prefix === '' && isSection(key) && isMap(value)) return entriesOf(value, `${key}.`)
          return [{ key, written: expand(value), line: lineAt((pair.key as Node).range?.[0]) }]
        })
      : []

  try {
    // Values are expanded here once and as a whole, so that aliases are counted over all of them.
    const whole: unknown = document.toJS({ maxAliasCount: MAX_ALIASES })
    if (whole !== null && !isMap(document.contents)) return refuse(['it holds no keys'])
  } catch {
    return refuse(['its aliases are circular or too many'])
  }
  return { entries: entriesOf(document.contents, ''), faults: [] }
}

function refuse(reasons: readonly string[]): Entries {
  return { entries: [], faults: reasons.map((message) => ({ pointer: '', message })) }
}
