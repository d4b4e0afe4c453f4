import { parseReference } from './reference.ts'

/**
 * A place for a value, `{{name}}`, or for the text of another prompt, `{{> name@version}}`. Blanks
 * inside the braces are allowed, line breaks are not.
 */
const place =
  /\{\{[ \t]*(?:(?<name>[A-Za-z_][A-Za-z0-9_]*)|>[ \t]*(?<include>[a-z0-9-]+(?:@[a-z0-9._-]+)?))[ \t]*\}\}/g

/** A piece of a text: a place as it is written, or what stands between two places. */
export interface Piece {
  readonly text: string
  /** Whose value belongs here. */
  readonly name?: string
  /** Which prompt's text belongs here: a reference, without the blanks around it. */
  readonly include?: string
}

/** Cuts a text at its places, whether they stand for something or not. The pieces together are the text. */
export function splitAtPlaces(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const found of text.matchAll(place)) {
    const [written] = found
    const { name, include } = found.groups ?? {}
    if (include !== undefined && parseReference(include) === undefined) continue
    if (found.index > end) pieces.push({ text: text.slice(end, found.index) })
    pieces.push({
      text: written,
      ...(name !== undefined && { name }),
      ...(include !== undefined && { include }),
    })
    end = found.index + written.length
  }
  if (end < text.length) pieces.push({ text: text.slice(end) })
  return pieces
}

/** The names of all places for values in a text, declared or not. */
export function namesOfPlaces(text: string): Set<string> {
  return new Set(splitAtPlaces(text).flatMap(({ name }) => name ?? []))
}
