/** Finished markup: the only thing that is written into a page without being escaped. */
class Markup {
  readonly #literals: readonly string[]
  readonly #contents: readonly Content[]

  constructor(literals: readonly string[], contents: readonly Content[]) {
    this.#literals = literals
    this.#contents = contents
  }

  /** What stands in its template, and between which pieces of it. */
  get parts(): { readonly literals: readonly string[]; readonly contents: readonly Content[] } {
    return { literals: this.#literals, contents: this.#contents }
  }

  toString(): string {
    return [...writtenPieces(this)].join('')
  }
}

export type { Markup }

/**
 * What may stand in a template. Of these only `Markup` is not escaped; nothing stands for no text.
 * A function is called when its place is written: so a long page is not made all at once.
 */
export type Content =
  | Markup
  | string
  | number
  | false
  | null
  | undefined
  | readonly Content[]
  | (() => Content)

/** A view of each item, made one after the other when their place is written. */
export function each<Item>(
  items: readonly Item[],
  view: (item: Item, index: number) => Content,
): Content {
  return items.map((item, index) => () => view(item, index))
}

/** How much of a text is escaped at once, and how much is gathered, in UTF-16 units. */
const escapedAtOnce = 8 * 1024
const gatheredAtOnce = 16 * 1024

/** One replacement after the other is several times as quick as a function for each character. */
function escaped(text: string): string {
  if (!/[&<>"']/.test(text)) return text
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** Where a piece of a text ends that begins at `from`: never between the halves of a character. */
function endOfPiece(text: string, from: number): number {
  const end = from + escapedAtOnce
  const isHalf = (text.charCodeAt(end - 1) & 0xfc00) === 0xd800
  return isHalf ? end + 1 : end
}

function* escapedPieces(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const end = endOfPiece(text, from)
    yield escaped(text.slice(from, end))
    from = end
  }
}

/** A list, or a template, of which the contents before `at` are written. */
interface Open {
  readonly literals?: readonly string[]
  readonly contents: readonly Content[]
  at: number
}

/** A text, in pieces, or what must be gone into to find one; nothing for what is no text. */
function read(content: Content): Iterable<string> | Open | undefined {
  let found = content
  while (typeof found === 'function') found = found()
  if (found instanceof Markup) return { ...found.parts, at: 0 }
  if (Array.isArray(found)) return { contents: found, at: 0 }
  if (found === undefined || found === null || found === false) return undefined
  return escapedPieces(String(found))
}

/** Each text of a template in its order, a long one in pieces. */
function* texts(markup: Markup): Generator<string> {
  const open: Open[] = [{ ...markup.parts, at: 0 }]
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    const literal = last.literals?.[last.at]
    if (literal !== undefined) yield literal
    if (last.at >= last.contents.length) {
      open.pop()
      continue
    }
    const found = read(last.contents[last.at])
    last.at += 1
    if (found === undefined) continue
    if ('contents' in found) open.push(found)
    else yield* found
  }
}

/**
 * The text of a template in pieces, so that whoever writes a page of megabytes can rest between
 * them. No piece ends in the middle of a character.
 */
export function* writtenPieces(markup: Markup): Generator<string> {
  let gathered = ''
  for (const text of texts(markup)) {
    gathered += text
    if (gathered.length < gatheredAtOnce) continue
    yield gathered
    gathered = ''
  }
  yield gathered
}

/**
 * Tags a template that makes markup. Everything put into it is escaped, and there is no way around
 * that: only another template is markup already. Attributes must have quotes, or it throws.
 */
export function html(literals: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  // Without quotes a blank in a value would begin an attribute of its own.
  const isBare = literals.some((text, at) => text.endsWith('=') && at < contents.length)
  if (isBare) throw new TypeError('An attribute in a template has no quotes.')
  return new Markup(literals, contents)
}
