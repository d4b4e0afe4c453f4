import { bytesText, mostBytes, parseBytes, sizeText } from './bytes.ts'
import type { Format } from './format.ts'
import { either, textOf } from './json-schema.ts'
import { isWholeNumber } from './numbers.ts'

/**
 * How much of a disk is to stay free: so many bytes, or a share of the whole. A pair, because convict
 * takes an object for settings of its own.
 */
export type FreeSpace = readonly [amount: number, unit: 'bytes' | 'percent']

const percentage = /^(\d{1,3}(?:\.\d{1,3})?)\s*%$/

const shareText = '\\d{1,3}(?:\\.\\d{1,3})?\\s*%'

function parsePercent(written: unknown): number | undefined {
  const match = typeof written === 'string' ? percentage.exec(written.trim()) : null
  return match ? Number(match[1]) : undefined
}

const isShare = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= 100

/** A share of something, from 0 to 100; the sign may be left out. */
export const percent: Format<number> = {
  coerce: (written) => {
    const text = typeof written === 'number' ? `${written}` : written
    return parsePercent(typeof text === 'string' ? text.replace(/\s*%?$/, '%') : text) ?? written
  },
  expected: (value) => (isShare(value) ? undefined : 'a share from 0% to 100%'),
  toText: (value) => `${value}%`,
  schema: () => either({ type: 'number', minimum: 0, maximum: 100 }, textOf(`${shareText}?`)),
}

/** Free space on a disk: `1GB`, or `5%` of it. */
export const freeSpace: Format<FreeSpace> = {
  coerce: (written) => {
    const share = parsePercent(written)
    if (share !== undefined) return [share, 'percent']
    const size = parseBytes(written)
    return size === undefined ? written : [size, 'bytes']
  },
  expected: (value) => {
    const [amount, unit] = Array.isArray(value) ? value : []
    const isRight = unit === 'percent' ? isShare(amount) : isWholeNumber(amount, mostBytes)
    return isRight ? undefined : 'a size such as 1GB or 500MiB, or a share of the disk up to 100%'
  },
  toText: ([amount, unit]) => (unit === 'percent' ? `${amount}%` : bytesText(amount)),
  schema: () =>
    either({ type: 'number', minimum: 0, maximum: mostBytes }, sizeText, textOf(shareText)),
}
