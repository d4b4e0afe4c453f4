import {
  evaluate,
  type MemberNode,
  type ObjectNode,
  parse,
  type ValueNode,
} from '@humanwhocodes/momoa'
import { type Entries, type Entry, type Position, refuse } from './entry.ts'

/** No honest configuration goes deeper, and no parser is to run out of its stack. */
const DEEPEST = 100

/** Reads JSON5 (json5.org): JSON with comments, single quotes, bare keys and trailing commas. */
export function readJson5Entries(text: string, isSection: (key: string) => boolean): Entries {
  if (text.trim() === '') return { entries: [], faults: [] }
  try {
    const { body } = parse(text, { mode: 'json5' })
    if (body.type === 'Null') return { entries: [], faults: [] }
    if (body.type !== 'Object') return refuse({ message: 'it holds no keys', at: startOf(body) })
    const twice = keysGivenTwice(body)
    if (twice.length > 0) return refuse(...twice)
    return { entries: entriesOf(body, isSection), faults: [] }
  } catch (error) {
    return refuse(faultOf(error as Error))
  }
}

function entriesOf(
  { members }: ObjectNode,
  isSection: (key: string) => boolean,
  section?: MemberNode,
): readonly Entry[] {
  return members.flatMap((member) => {
    const key = section === undefined ? keyOf(member) : `${keyOf(section)}.${keyOf(member)}`
    const { name, value } = member
    if (section === undefined && isSection(key) && value.type === 'Object') {
      return entriesOf(value, isSection, member)
    }
    const entry = { key, written: contentOf(value), at: startOf(name), valueAt: startOf(value) }
    return [section === undefined ? entry : { ...entry, sectionAt: startOf(section.name) }]
  })
}

function keyOf({ name }: MemberNode): string {
  return name.type === 'Identifier' ? name.name : name.value
}

function startOf({ loc: { start } }: Pick<ValueNode, 'loc'>): Position {
  return { line: start.line, column: start.column }
}

/** As YAML hands it over: objects are maps, in which no key has a meaning of its own. */
function contentOf(node: ValueNode, depth = 0): unknown {
  if (depth > DEEPEST) throw new RangeError()
  if (node.type === 'Object') {
    return new Map(
      node.members.map((member) => [keyOf(member), contentOf(member.value, depth + 1)]),
    )
  }
  if (node.type === 'Array') return node.elements.map(({ value }) => contentOf(value, depth + 1))
  return evaluate(node)
}

/** The standard lets the last one win; a person who writes a key twice has overlooked one. */
function keysGivenTwice(node: ValueNode, depth = 0): readonly { message: string; at: Position }[] {
  if (depth > DEEPEST) throw new RangeError()
  if (node.type === 'Array') {
    return node.elements.flatMap(({ value }) => keysGivenTwice(value, depth + 1))
  }
  if (node.type !== 'Object') return []
  const names = node.members.map(keyOf)
  return node.members.flatMap((member, index) => {
    const name = keyOf(member)
    const again = names.indexOf(name) < index
    const message = `the key ${JSON.stringify(name)} is given twice`
    return [
      ...(again ? [{ message, at: startOf(member.name) }] : []),
      ...keysGivenTwice(member.value, depth + 1),
    ]
  })
}

function faultOf(error: Error & { readonly line?: number; readonly column?: number }) {
  if (error instanceof RangeError) return { message: 'it is nested too deeply' }
  const { line, column } = error
  // The parser ends its message with the place, which is told beside it.
  const message = error.message.replace(/\s*\(\d+:\d+\)$/, '').replace(/\.$/, '')
  return line === undefined || column === undefined
    ? { message }
    : { message, at: { line, column } }
}
