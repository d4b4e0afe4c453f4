/** A JSON Schema of draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** A key without a value sets nothing. */
export const nothing: JsonSchema = { type: 'null' }

/** Either of these. */
export function either(...schemas: readonly JsonSchema[]): JsonSchema {
  return { anyOf: schemas }
}

/** A text of this pattern, which is a regular expression without flags; spaces around it do no harm. */
export function textOf(pattern: string): JsonSchema {
  return { type: 'string', pattern: `^\\s*(?:${pattern})\\s*$` }
}

/** The pattern of these words, however they are written. */
export function anyCase(words: readonly string[]): string {
  return words.map((word) => word.replace(/[a-z]/gi, letterOfAnyCase)).join('|')
}

function letterOfAnyCase(letter: string): string {
  return `[${letter.toUpperCase()}${letter.toLowerCase()}]`
}

/** One of a few words: an editor offers them as they are, and takes them in capitals, too. */
export function wordOf(words: readonly string[]): JsonSchema {
  return either({ enum: words }, textOf(anyCase(words)))
}

/** A whole number, or its digits. */
export function wholeNumberOf(minimum: number, maximum: number): JsonSchema {
  return either({ type: 'integer', minimum, maximum }, textOf('\\d{1,15}'))
}
