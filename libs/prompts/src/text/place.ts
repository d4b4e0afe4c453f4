import { parseReference } from './reference.ts'

/**
 * A place for a value, `{{name}}`, or for the text of another prompt, `{{> name@version}}`. Blanks
 * inside the braces are allowed, line breaks are not.
 */
const place =
  /\{\{[ \t]*(?:([A-Za-z_][A-Za-z0-9_]*)|>[ \t]*([a-z0-9-]+(?:@[a-z0-9._-]+)?))[ \t]*\}\}/g

/** A piece of a text: a place as it is written, or what stands between two places. */
export interface Piece {
  readonly text: string
  /** Whose value belongs here. */
  readonly name?: string
  /** Which prompt's text belongs here: a reference, without the blanks around it. */
  readonly include?: string
}

/**
 * Puts something in each place of a text, in one pass. `fill` gets the place as it is written, with
 * either the name of a variable or a reference, and where it begins in UTF-16 units.
 */
export function fillPlaces(
  text: string,
  fill: (
    written: string,
    name: string | undefined,
    include: string | undefined,
    from: number,
  ) => string,
): string {
  return text.replace(
    place,
    (written: string, name: string | undefined, include: string | undefined, from: number) =>
      include !== undefined && parseReference(include) === undefined
        ? written
        : fill(written, name, include, from),
  )
}

/** Cuts a text at its places, whether they stand for something or not. The pieces together are the text. */
export function splitAtPlaces(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let end = 0
  fillPlaces(text, (written, name, include, from) => {
    if (from > end) pieces.push({ text: text.slice(end, from) })
    if (name !== undefined) pieces.push({ text: written, name })
    else if (include !== undefined) pieces.push({ text: written, include })
    end = from + written.length
    return ''
  })
  if (end < text.length) pieces.push({ text: text.slice(end) })
  return pieces
}

/** The names of all places for values in a text, declared or not. */
export function namesOfPlaces(text: string): Set<string> {
  const names = new Set<string>()
  fillPlaces(text, (_written, name) => {
    if (name !== undefined) names.add(name)
    return ''
  })
  return names
}
