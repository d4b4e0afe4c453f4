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
 * Gets a place as it is written, with either the name of a variable or a reference, and where it
 * begins in UTF-16 units.
 */
type Visit<Answer> = (
  written: string,
  name: string | undefined,
  include: string | undefined,
  from: number,
) => Answer

/** Shows the places of a text in their order, in one pass, until `visit` answers `false`. */
export function visitPlaces(text: string, visit: Visit<unknown>): void {
  // A hundred thousand places take a few milliseconds so; `replace` or a generator takes many.
  const form = new RegExp(place)
  for (let found = form.exec(text); found !== null; found = form.exec(text)) {
    const [written, name, include] = found
    if (include !== undefined && parseReference(include) === undefined) continue
    if (visit(written, name, include, found.index) === false) break
  }
}

/** After how many places of a text others get their turn. */
const placesOfStep = 1_000

/** What is put in a place: text, or steps that make one. */
export type Filling = string | Generator<void, string>

/** Puts something in each place of a text, in one pass. */
export function* fillPlaces(text: string, fill: Visit<Filling>): Generator<void, string> {
  const form = new RegExp(place)
  const filled: string[] = []
  let pieces: string[] = []
  let [end, places] = [0, 0]
  for (let found = form.exec(text); found !== null; found = form.exec(text)) {
    const [written, name, include] = found
    if (include !== undefined && parseReference(include) === undefined) continue
    const filling = fill(written, name, include, found.index)
    pieces.push(
      text.slice(end, found.index),
      typeof filling === 'string' ? filling : yield* filling,
    )
    end = found.index + written.length
    places += 1
    if (places % placesOfStep !== 0) continue
    // Put together bit by bit: a text of a million pieces would be put together when it is read.
    filled.push(pieces.join(''))
    pieces = []
    yield
  }
  return end === 0 ? text : [...filled, ...pieces, text.slice(end)].join('')
}

/**
 * Cuts a text at its places, whether they stand for something or not. The pieces together are the
 * text; behind the first `maxPlaces` places all of it is one piece.
 */
export function splitAtPlaces(
  text: string,
  maxPlaces = Number.POSITIVE_INFINITY,
): readonly Piece[] {
  const pieces: Piece[] = []
  let [end, places] = [0, 0]
  visitPlaces(text, (written, name, include, from) => {
    if (places === maxPlaces) return false
    places += 1
    if (from > end) pieces.push({ text: text.slice(end, from) })
    if (name !== undefined) pieces.push({ text: written, name })
    else if (include !== undefined) pieces.push({ text: written, include })
    end = from + written.length
    return true
  })
  if (end < text.length) pieces.push({ text: text.slice(end) })
  return pieces
}

/** The names of all places for values in a text, declared or not. */
export function namesOfPlaces(text: string): Set<string> {
  const names = new Set<string>()
  visitPlaces(text, (_written, name) => {
    if (name !== undefined) names.add(name)
  })
  return names
}
