import { importFileInvalid } from '../errors.ts'

/** An object as JSON or YAML holds it, without the key that JavaScript takes for something else. */
export type PlainObject = Readonly<Record<string, unknown>>

/** Deeper than this nothing is meant to be read by a person. */
const maxDepth = 32

function plain(value: unknown, depth: number): unknown {
  if (depth > maxDepth) throw importFileInvalid(`it is nested deeper than ${maxDepth} levels`)
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1))
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '__proto__')
      .map(([key, inner]) => [key, plain(inner, depth + 1)]),
  )
}

/**
 * A parsed value as plain JSON: no key `__proto__`, no number that JSON does not know, nothing
 * shared. Throws `PB_IMPORT_FILE_INVALID` if it is nested deeper than 32 levels.
 */
export function plainJson(value: unknown): unknown {
  return plain(value, 0)
}

/** Whether a parsed value is an object and no list. */
export function isObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
