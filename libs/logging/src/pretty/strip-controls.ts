import { stripVTControlCharacters } from 'node:util'

/**
 * What moves the cursor, starts a line, or turns the direction of the text around it (Unicode UAX 9),
 * so that a value could show itself as something else.
 */
const deceptive = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu

/**
 * The text as it may be shown in a terminal: without escape sequences (ECMA-48), control characters and
 * directions. The end of a line is shown as `\n`.
 */
export function stripControls(text: string): string {
  return stripVTControlCharacters(text).replace(/\r?\n/g, '\\n').replace(deceptive, '')
}
