import type { Message } from '@promptbin/prompts'

/** What a mustache of a dotprompt template means. */
export type Expression =
  | { readonly kind: 'comment'; readonly isEmpty: boolean }
  | { readonly kind: 'role'; readonly role: Message['role']; readonly isExact: boolean }
  | { readonly kind: 'media'; readonly url: string; readonly contentType?: string }
  | { readonly kind: 'history' }
  | { readonly kind: 'include'; readonly reference: string; readonly text: string }
  | { readonly kind: 'place'; readonly name: string; readonly text: string }
  | { readonly kind: 'open'; readonly block: string }
  | { readonly kind: 'close' }
  /** Logic and whatever else has no meaning here. */
  | { readonly kind: 'other' }

/** Words that Handlebars or dotprompt take for something else than a variable's name. */
export const reservedWords: ReadonlySet<string> = new Set(
  `role history media section json ifEquals unlessEquals if unless each with log lookup
   helperMissing blockHelperMissing else this true false null undefined as`.split(/\s+/),
)

const roles: ReadonlyMap<string, Message['role']> = new Map([
  ['system', 'system'],
  ['user', 'user'],
  ['model', 'assistant'],
  ['assistant', 'assistant'],
  ['tool', 'user'],
])

const path = /^(\s*)(this\.|\.\/)?(?:\[([A-Za-z_]\w*)\]|([A-Za-z_]\w*))(\s*)$/
const partial = /^>(\s*)(?:"([^"]*)"|'([^']*)'|\[([^\]]*)\]|([^\s"'[\]]+))(\s*)$/
const role = /^\s*role\s+(?:"(\w+)"|'(\w+)')\s*$/

/** Blanks between braces that a place may have; a line break becomes none. */
const onLine = (blanks: string) => (/^[ \t]*$/.test(blanks) ? blanks : '')

function placeOf(inner: string): Expression | undefined {
  const found = path.exec(inner)
  if (found === null) return undefined
  const [, before = '', scope, bracketed, bare, after = ''] = found
  const name = bracketed ?? bare ?? ''
  if (scope === undefined && reservedWords.has(name)) {
    return { kind: name === 'history' ? 'history' : 'other' }
  }
  return { kind: 'place', name, text: `{{${onLine(before)}${name}${onLine(after)}}}` }
}

function includeOf(inner: string): Expression {
  const found = partial.exec(inner)
  if (found === null) return { kind: 'other' }
  const [, before = '', double, single, bracketed, bare, after = ''] = found
  const reference = double ?? single ?? bracketed ?? bare ?? ''
  return { kind: 'include', reference, text: `{{>${onLine(before)}${reference}${onLine(after)}}}` }
}

/** Reads `key="value"` from an expression; a value without quotes is a variable, which is none. */
function argumentOf(inner: string, key: string): string | undefined {
  const from = inner.search(new RegExp(`\\s${key}=["']`))
  if (from === -1) return undefined
  const start = from + key.length + 2
  const quote = inner.charAt(start)
  let end = inner.indexOf(quote, start + 1)
  while (end !== -1 && inner.charAt(end - 1) === '\\') end = inner.indexOf(quote, end + 1)
  if (end === -1) return undefined
  return inner.slice(start + 1, end).replaceAll(`\\${quote}`, quote)
}

function mediaOf(inner: string): Expression {
  const url = argumentOf(inner, 'url')
  if (url === undefined) return { kind: 'other' }
  const contentType = argumentOf(inner, 'contentType')
  return { kind: 'media', url, ...(contentType !== undefined && { contentType }) }
}

function roleOf(inner: string): Expression {
  const found = role.exec(inner)
  const written = found?.[1] ?? found?.[2] ?? ''
  const meant = roles.get(written)
  if (meant === undefined) return { kind: 'other' }
  return { kind: 'role', role: meant, isExact: written !== 'tool' }
}

/** Finds out what stands between two pairs of braces, or three, or four. */
export function expressionOf(inner: string, written: string): Expression {
  if (written.startsWith('{{{{')) return { kind: 'other' }
  const first = inner.charAt(0)
  if (first === '!') return { kind: 'comment', isEmpty: inner === '!' }
  if (first === '>') return includeOf(inner)
  if (first === '#') return { kind: 'open', block: /^#[>*]?\s*(\S*)/.exec(inner)?.[1] ?? '' }
  if (first === '/') return { kind: 'close' }
  if (first === '&') return placeOf(inner.slice(1)) ?? { kind: 'other' }
  if (/^\s*role\s/.test(inner)) return roleOf(inner)
  if (/^\s*media\s/.test(inner)) return mediaOf(inner)
  return placeOf(inner) ?? { kind: 'other' }
}
