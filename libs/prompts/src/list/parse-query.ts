/** A search as a person wrote it, taken apart. */
export interface ParsedQuery {
  /** Everything that is no operator, as it was written. */
  readonly words: string
  readonly tags: readonly string[]
  readonly folder?: string
  readonly label?: string
  readonly uses?: string
  readonly favourite?: true
}

/** What stands between blanks; after `key:` a value in quotes may contain blanks. */
const token = /[a-z]+:["“”][^"“”]*(?:["“”]|$)|\S+/gi

/** An operator, its value with or without quotes. */
const operator = /^(?<key>tag|folder|label|uses|is):["“”]?(?<value>[^"“”]*)["“”]?$/i

type Single = 'folder' | 'label' | 'uses'

/** The operators of a search, each with one value or, for tags, with any number. */
class Operators {
  readonly tags: string[] = []
  readonly single: { [Key in Single]?: string } = {}
  favourite = false

  /** Whether the operator was taken; otherwise what was written is a word like any other. */
  take(key: string, value: string): boolean {
    if (value === '') return false
    if (key === 'tag') return this.tags.push(value) > 0
    if (key !== 'is') return this.#takeSingle(key as Single, value)
    const isFavourite = /^favou?rite$/i.test(value)
    this.favourite ||= isFavourite
    return isFavourite
  }

  #takeSingle(key: Single, value: string): boolean {
    if (this.single[key] !== undefined) return false
    this.single[key] = value
    return true
  }
}

/**
 * Takes the operators `tag:` `folder:` `label:` `uses:` `is:favourite` out of a search. Whatever is
 * none of them stays among the words: an operator nobody knows, one without a value, and a second
 * value where only one can hold. Never throws.
 */
export function parseQuery(q: string): ParsedQuery {
  const operators = new Operators()
  const words = (q.match(token) ?? []).filter((written) => {
    const { key = '', value = '' } = operator.exec(written)?.groups ?? {}
    return !operators.take(key.toLowerCase(), value.trim())
  })
  return {
    words: words.join(' '),
    tags: operators.tags,
    ...operators.single,
    ...(operators.favourite && { favourite: true }),
  }
}
