/** A piece of a Handlebars template: literal text, or what stands between two pairs of braces. */
export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'mustache'
      /** Between the braces, without the `~` that strip blanks. */
      readonly inner: string
      /** All of it, as it is written. */
      readonly written: string
      readonly stripsLeft: boolean
      readonly stripsRight: boolean
    }

/** How often all of a template is looked over for the ends of mustaches, at most. */
const maxLooks = 4

/** Finds the ends of mustaches. What has been looked over counts, so that it never takes long. */
function createScanner(body: string) {
  let left = maxLooks * (body.length + 1_000)

  const find = (ending: string, from: number): number => {
    const found = body.indexOf(ending, from)
    left -= (found === -1 ? body.length : found) - from
    return found
  }

  const behind = (ending: string, from: number): number | undefined => {
    const found = find(ending, from)
    return found === -1 ? undefined : found + ending.length
  }

  /** Where quoted text that begins at `from` ends, behind its second quote. */
  const endOfQuoted = (from: number): number | undefined => {
    const quote = body.charAt(from)
    let end = find(quote, from + 1)
    while (end !== -1 && body.charAt(end - 1) === '\\') end = find(quote, end + 1)
    return end === -1 ? undefined : end + 1
  }

  /** A second opening before the end makes the first one plain text. */
  const endOfExpression = (from: number): number | undefined => {
    let at: number | undefined = from
    while (at !== undefined && at < body.length) {
      const char = body.charAt(at)
      if (char === '}' && body.charAt(at + 1) === '}') return at + 2
      if (char === '{' && body.charAt(at + 1) === '{') return undefined
      left -= 1
      at = char === '"' || char === "'" ? endOfQuoted(at) : at + 1
    }
    return undefined
  }

  return {
    isExhausted: () => left < 0,
    /** Where the mustache that begins at `at` ends; nothing if it does not. */
    endOfMustache(at: number): number | undefined {
      const opening = body.slice(at, at + 6)
      if (opening.startsWith('{{{{')) {
        const closing = behind('{{{{/', at + 4)
        return closing === undefined ? undefined : behind('}}}}', closing)
      }
      if (/^\{\{~?!--/.test(opening)) {
        const dashes = behind('--', at + 5)
        return dashes === undefined ? undefined : behind('}}', dashes)
      }
      if (/^\{\{~?!/.test(opening)) return behind('}}', at)
      return opening.startsWith('{{{') ? behind('}}}', at) : endOfExpression(at + 2)
    },
  }
}

function mustache(written: string): Token {
  const braces = /^\{{2,4}/.exec(written)?.[0].length ?? 2
  const inner = written.slice(braces, -braces)
  const [stripsLeft, stripsRight] = [inner.startsWith('~'), inner.length > 1 && inner.endsWith('~')]
  const kept = inner.slice(stripsLeft ? 1 : 0, stripsRight ? -1 : undefined)
  return { kind: 'mustache', inner: kept, written, stripsLeft, stripsRight }
}

/**
 * Cuts a template as the lexer of Handlebars does: `\{{` is the literal `{{`, `\\{{` a backslash
 * before a mustache. Braces that are never closed are literal text here, where Handlebars refuses
 * the whole template.
 */
export function* tokensOf(body: string): Generator<Token> {
  const scanner = createScanner(body)
  let at = 0
  let open = body.indexOf('{{')
  while (open !== -1 && !scanner.isExhausted()) {
    const before = body.slice(at, open)
    const slashes = /\\{0,2}$/.exec(before.slice(-2))?.[0].length ?? 0
    const literal = slashes > 0 ? before.slice(0, -1) : before
    if (literal !== '') yield { kind: 'text', text: literal }
    const end = slashes === 1 ? undefined : scanner.endOfMustache(open)
    yield end === undefined ? { kind: 'text', text: '{{' } : mustache(body.slice(open, end))
    at = end ?? open + 2
    open = body.indexOf('{{', at)
  }
  if (at < body.length) yield { kind: 'text', text: body.slice(at) }
}
