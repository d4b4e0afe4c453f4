import type { Format } from './format.ts'
import { either, textOf, wholeNumberOf, wordOf } from './json-schema.ts'

export const port: Format<number> = {
  coerce: wholeNumber,
  expected: (value) =>
    isWholeNumber(value, 65_535) ? undefined : 'a port from 0 to 65535 (0: any free one)',
  toText: String,
  schema: () => wholeNumberOf(0, 65_535),
}

/** Unless a setting says more: a limit above this is none any more. */
const HIGHEST_COUNT = '1000'

export const count: Format<number> = {
  coerce: wholeNumber,
  expected: (value, { minimum = '0', maximum = HIGHEST_COUNT }) =>
    isWholeNumber(value, Number(maximum)) && value >= Number(minimum)
      ? undefined
      : `a whole number from ${minimum} to ${maximum}`,
  toText: String,
  schema: ({ minimum = '0', maximum = HIGHEST_COUNT }) =>
    wholeNumberOf(Number(minimum), Number(maximum)),
}

/** Each costs as much memory as a worker. */
const MOST_SPARES = 4

/** A number of spare processes, or the word for what suits the way the instance is run. */
export const spareCount: Format<number | 'auto'> = {
  coerce: (written) =>
    typeof written === 'string' && written.trim().toLowerCase() === 'auto'
      ? 'auto'
      : wholeNumber(written),
  expected: (value) =>
    value === 'auto' || isWholeNumber(value, MOST_SPARES)
      ? undefined
      : `auto or a whole number from 0 to ${MOST_SPARES}`,
  toText: String,
  schema: () => either(wordOf(['auto']), wholeNumberOf(0, MOST_SPARES)),
}

/** A share of a whole. */
export const ratio: Format<number> = {
  coerce: (written) =>
    typeof written === 'string' && /^(?:0|1|[01]?\.\d{1,9})$/.test(written.trim())
      ? Number(written)
      : written,
  expected: (value) =>
    typeof value === 'number' && value >= 0 && value <= 1
      ? undefined
      : 'a share from 0 to 1, such as 0.1',
  toText: String,
  schema: () => either({ type: 'number', minimum: 0, maximum: 1 }, textOf('0|1|[01]?\\.\\d{1,9}')),
}

/** Whether it is a whole number from 0 to `highest`. */
export function isWholeNumber(value: unknown, highest: number): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= highest
}

function wholeNumber(written: unknown): unknown {
  return typeof written === 'string' && /^\d{1,15}$/.test(written.trim())
    ? Number(written)
    : written
}
