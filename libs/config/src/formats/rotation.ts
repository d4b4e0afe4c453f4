import { bytesText, mostBytes, parseBytes, sizeText } from './bytes.ts'
import type { Format } from './format.ts'
import { either, wordOf } from './json-schema.ts'
import { isWholeNumber } from './numbers.ts'

/** When a new log file is begun: each day, each hour, or at so many bytes. */
export type RotationSetting = 'daily' | 'hourly' | number

/** A smaller file would be gone before anybody has read it. */
const leastBytes = 100_000

const isPeriod = (value: unknown): value is 'daily' | 'hourly' =>
  value === 'daily' || value === 'hourly'

/** A word for a period, or a size. */
export const rotation: Format<RotationSetting> = {
  coerce: (written) => {
    const word = typeof written === 'string' ? written.trim().toLowerCase() : written
    return isPeriod(word) ? word : (parseBytes(written) ?? written)
  },
  expected: (value) =>
    isPeriod(value) || (isWholeNumber(value, mostBytes) && value >= leastBytes)
      ? undefined
      : `daily, hourly, or a size such as 10MB, from ${bytesText(leastBytes)}`,
  toText: (value) => (isPeriod(value) ? value : bytesText(value)),
  schema: () =>
    either(
      wordOf(['daily', 'hourly']),
      { type: 'number', minimum: leastBytes, maximum: mostBytes },
      sizeText,
    ),
}
