/** A place for a value, `{{name}}`; blanks inside the braces are allowed. */
export const place = /\{\{[ \t]*([A-Za-z_][A-Za-z0-9_]*)[ \t]*\}\}/g

/** The names of all places in a text, declared or not. */
export function namesOfPlaces(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(place), ([, name = '']) => name))
}
