/** A place for a value, `{{name}}`; blanks inside the braces are allowed. */
export const place = /\{\{[ \t]*([A-Za-z_][A-Za-z0-9_]*)[ \t]*\}\}/g

/** The names of all places in a text, declared or not. */
export function namesOfPlaces(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(place), ([, name = '']) => name))
}

/** A piece of a text; one with a `name` is a place for the value of that name, as it is written. */
export interface Piece {
  readonly text: string
  readonly name?: string
}

/** Cuts a text at its places, declared or not. The pieces together are the text. */
export function splitAtPlaces(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const found of text.matchAll(place)) {
    const [written, name = ''] = found
    if (found.index > end) pieces.push({ text: text.slice(end, found.index) })
    pieces.push({ text: written, name })
    end = found.index + written.length
  }
  if (end < text.length) pieces.push({ text: text.slice(end) })
  return pieces
}
