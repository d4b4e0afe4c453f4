/**
 * JSON in its one canonical form (RFC 8785): keys sorted by UTF-16 code units, no blanks, numbers as
 * ECMAScript writes them. Equal values are equal text, so it can be compared and hashed. `value` is
 * plain JSON; a key whose value is `undefined` counts as left out.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`)
  return `{${members.join(',')}}`
}
