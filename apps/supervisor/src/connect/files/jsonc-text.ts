import {
  findNodeAtLocation,
  type Node,
  type ParseError,
  parse,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'
import type { EntryChange } from './configuration-text.ts'

/** The clients themselves are as tolerant; comments and commas stay as they are in any case. */
const tolerant = { allowTrailingComma: true, disallowComments: false, allowEmptyContent: true }

/** JSON with comments, as VS Code has it. Throws an `Error` with the place of the first fault. */
export function readJsonc(text: string): unknown {
  const errors: ParseError[] = []
  const value: unknown = parse(text, errors, tolerant)
  const [first] = errors
  if (first) throw new Error(`${printParseErrorCode(first.error)} ${placeOf(text, first.offset)}`)
  return value ?? {}
}

/**
 * Changes one entry in the layout that the file has already. Not by the parser's own `modify`, which
 * lays out the neighbour anew as well.
 */
export function editJsonc(text: string, { place, entry }: EntryChange): string {
  const whole = text.trim() === '' ? '{}\n' : text
  const root = parseTree(whole, [], tolerant)
  const node = root && findNodeAtLocation(root, [...place])
  if (entry === undefined) return node?.parent ? withoutProperty(whole, node.parent) : whole
  const layout = layoutOf(whole)
  if (node) return replace(whole, node.offset, end(node), valueText(entry, place.length, layout))
  return root ? withProperty(whole, root, { place, entry }, layout) : whole
}

/** How a file is written. */
interface Layout {
  readonly indentation: string
  readonly eol: string
}

/** Adds what is missing of the way to the entry, as the last property of what is there. */
function withProperty(
  text: string,
  root: Node,
  { place, entry }: EntryChange,
  layout: Layout,
): string {
  let depth = place.length - 1
  while (depth > 0 && !findNodeAtLocation(root, place.slice(0, depth))) depth -= 1
  const parent = depth === 0 ? root : findNodeAtLocation(root, place.slice(0, depth))
  if (parent === undefined) return text
  const value = place.slice(depth + 1).reduceRight<unknown>((one, key) => ({ [key]: one }), entry)
  const line = (level: number) => layout.eol + layout.indentation.repeat(level)
  const key = JSON.stringify(place[depth])
  const property = `${line(depth + 1)}${key}: ${valueText(value, depth + 1, layout)}`

  // Comments that stand after the last property stay with it.
  const close = end(parent) - 1
  const inside = text.slice(0, close).trimEnd()
  const space = text.slice(inside.length, close)
  const added = inside + property + (space.includes('\n') ? space : line(depth)) + text.slice(close)
  const last = parent.children?.at(-1)
  const hasComma = last === undefined || commaAfter(text, end(last)) !== undefined
  return hasComma ? added : replace(added, end(last), end(last), ',')
}

/** Takes a property away with its comma and the blanks before it. */
function withoutProperty(text: string, property: Node): string {
  const siblings = property.parent?.children ?? []
  const previous = siblings[siblings.indexOf(property) - 1]
  const begin = text.slice(0, property.offset).trimEnd().length
  const comma = commaAfter(text, end(property))
  const without = text.slice(0, begin) + text.slice(comma === undefined ? end(property) : comma + 1)
  const before = previous && comma === undefined ? commaAfter(text, end(previous)) : undefined
  return before === undefined ? without : replace(without, before, before + 1, '')
}

/** Where the comma after a value stands; undefined when there is none. */
function commaAfter(text: string, offset: number): number | undefined {
  const rest = text
    .slice(offset)
    .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (one) => ' '.repeat(one.length))
  const at = rest.search(/\S/)
  return rest[at] === ',' ? offset + at : undefined
}

function valueText(value: unknown, depth: number, { indentation, eol }: Layout): string {
  const lines = JSON.stringify(value, undefined, indentation).split('\n')
  return lines.join(eol + indentation.repeat(depth))
}

/** The indentation of the first indented line, and the ends of lines. */
function layoutOf(text: string): Layout {
  const [, indentation = '  '] = /^([ \t]+)\S/m.exec(text) ?? []
  return { indentation, eol: text.includes('\r\n') ? '\r\n' : '\n' }
}

function replace(text: string, from: number, to: number, by: string): string {
  return text.slice(0, from) + by + text.slice(to)
}

function end({ offset, length }: Node): number {
  return offset + length
}

function placeOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n')
  return `at line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`
}
