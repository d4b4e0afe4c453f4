import type { MemberNode, ObjectNode } from '@humanwhocodes/momoa'

/** Blanks and comments, which may stand between any two words of JSON5 (json5.org, sections 7 and 8). */
const between = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y

/** What else stands on a line behind an entry: blanks and comments that end there. */
const restOfLine = /(?:[^\S\n]|\/\*[^\n]*?\*\/)*(?:\/\/[^\n]*)?(?=\n|$)/y

const startOf = ({ loc }: Pick<ObjectNode, 'loc'>) => loc.start.offset
const endOf = ({ loc }: Pick<ObjectNode, 'loc'>) => loc.end.offset

/** Where what a pattern matches at a place ends; undefined if it does not match. */
function endOfMatch(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : undefined
}

/** What stands before an entry if that is the first on its line: a line end and blanks. */
function indentBefore(text: string, at: number): string | undefined {
  return /\n[^\S\n]*$/.exec(text.slice(0, at))?.[0]
}

/** Where the comma behind an entry ends, if there is one. */
function endOfComma(text: string, member: MemberNode): number | undefined {
  const at = endOfMatch(between, text, endOf(member)) ?? endOf(member)
  return text[at] === ',' ? at + 1 : undefined
}

/** The text with another value in an entry. */
export function withValue(text: string, { value }: MemberNode, written: string): string {
  return text.slice(0, startOf(value)) + written + text.slice(endOf(value))
}

/** The text without an entry; what is said of it in comments stays. */
export function withoutMember(text: string, member: MemberNode): string {
  const end = endOfComma(text, member) ?? endOf(member)
  const kept = text.slice(endOf(member), end).replace(/,$/, '')
  const indent = indentBefore(text, startOf(member))
  const isAlone = kept === '' && indent !== undefined && /^[^\S\n]*(?:\n|$)/.test(text.slice(end))
  return text.slice(0, startOf(member) - (isAlone ? indent.length : 0)) + kept + text.slice(end)
}

/** The text with one more entry at the end of an object, laid out as the one before it. */
export function withMember(
  text: string,
  object: ObjectNode,
  name: string,
  written: string,
): string {
  const last = object.members.at(-1)
  if (last === undefined) return withFirst(text, object, `${name}: ${written}`)
  const isQuoted = last.name.type === 'String'
  const entry = `${isQuoted ? JSON.stringify(name) : name}: ${written}`
  const indent = indentBefore(text, startOf(last))
  const comma = endOfComma(text, last)
  const head = comma === undefined ? `${text.slice(0, endOf(last))},` : text.slice(0, comma)
  const rest = text.slice(comma ?? endOf(last))
  // A comment on the same line is about the entry before.
  const line = (indent !== undefined && endOfMatch(restOfLine, rest, 0)) || 0
  const after = comma === undefined ? '' : ','
  return head + rest.slice(0, line) + (indent ?? ' ') + entry + after + rest.slice(line)
}

function withFirst(text: string, object: ObjectNode, entry: string): string {
  const [start, end] = [startOf(object) + 1, endOf(object) - 1]
  const inside = text.slice(start, end)
  if (!inside.includes('\n')) {
    return `${text.slice(0, start)}${inside.trimEnd()} ${entry} ${text.slice(end)}`
  }
  const outer = indentBefore(text, end) ?? '\n'
  return `${text.slice(0, start)}${inside.trimEnd()}${outer}  ${entry},${outer}${text.slice(end)}`
}
