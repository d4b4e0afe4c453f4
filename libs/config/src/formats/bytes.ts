import type { Format } from './format.ts'
import { either, type JsonSchema, textOf } from './json-schema.ts'
import { isWholeNumber } from './numbers.ts'

/** The units of ISO/IEC 80000-13: MB is a million bytes, MiB is 2^20. */
const unitsBytes = {
  B: 1,
  KB: 1e3,
  KiB: 2 ** 10,
  MB: 1e6,
  MiB: 2 ** 20,
  GB: 1e9,
  GiB: 2 ** 30,
  TB: 1e12,
  TiB: 2 ** 40,
} as const

const unitsByName: ReadonlyMap<string, number> = new Map(
  Object.entries(unitsBytes).map(([unit, size]) => [unit.toLowerCase(), size]),
)

/** More than any disk has, and still exact as a number. */
export const mostBytes = 1e15

/**
 * The bytes that a person means by `512MB`, `1.5 GiB` or `1000000`: a number without a unit is
 * bytes. What is no size is undefined.
 */
export function parseBytes(written: unknown): number | undefined {
  if (typeof written === 'number') return Math.round(written)
  if (typeof written !== 'string') return undefined
  const match = /^(\d{1,15}(?:\.\d{1,6})?)\s*([kmgt]?i?b)?$/i.exec(written.trim())
  const size = unitsByName.get((match?.[2] ?? 'b').toLowerCase())
  return match && size !== undefined ? Math.round(Number(match[1]) * size) : undefined
}

/** A size in the largest unit that says it exactly: `512MB`, `1GiB`, `1234B`. */
export function bytesText(bytes: number): string {
  if (bytes === 0) return '0B'
  const [unit, size] = Object.entries(unitsBytes)
    .filter(([, size]) => bytes % size === 0)
    .reduce((largest, next) => (next[1] > largest[1] ? next : largest))
  return `${bytes / size}${unit}`
}

/** A size as text. */
export const sizeText: JsonSchema = textOf('\\d{1,15}(?:\\.\\d{1,6})?\\s*(?:[KkMmGgTt]?[Ii]?[Bb])?')

export const bytes: Format<number> = {
  coerce: (written) => parseBytes(written) ?? written,
  expected: (value, { minimum = '0B', maximum = bytesText(mostBytes) }) => {
    const [least = 0, most = mostBytes] = [parseBytes(minimum), parseBytes(maximum)]
    return isWholeNumber(value, most) && value >= least
      ? undefined
      : `a size such as 512MB, 1.5GiB or 1000000 (bytes), from ${minimum} to ${maximum}`
  },
  toText: bytesText,
  schema: ({ minimum = '0B', maximum = bytesText(mostBytes) }) =>
    either(
      { type: 'number', minimum: parseBytes(minimum), maximum: parseBytes(maximum) },
      sizeText,
    ),
}
