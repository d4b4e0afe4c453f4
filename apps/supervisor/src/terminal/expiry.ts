import { InvalidArgumentError } from 'commander'

const unitMs: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
}

/** A hundred years; nothing that is to end later has an end. */
const longestMs = 36_525 * 86_400_000

/**
 * The time that a person means by `90d`, `12h`, `2w`, `2027-01-31`, in RFC 3339 and UTC; null for
 * `never`. Throws `InvalidArgumentError` for what is none, or over.
 */
export function readExpiry(text: string, now: number): string | null {
  if (text === 'never') return null
  const [, count = '', unit = ''] = /^(\d{1,6})([mhdw])$/.exec(text) ?? []
  const after = Number(count) * (unitMs[unit] ?? Number.NaN)
  const at = count === '' ? readTime(text) : now + after
  if (!(at > now && at <= now + longestMs)) {
    throw new InvalidArgumentError('It has to be a time to come: 90d, 12h, 2027-01-31 or never.')
  }
  return new Date(at).toISOString()
}

/** A date, or a time with its zone (RFC 3339); anything else is read differently by each machine. */
function readTime(text: string): number {
  const isTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text)
  return isTime ? Date.parse(text) : Number.NaN
}

/**
 * The time that a person means by `7d` ago, `12h`, `2026-11-22`, in ms since 1970. Throws
 * `InvalidArgumentError` for what is none.
 */
export function readPast(text: string, now: number): number {
  const [, count = '', unit = ''] = /^(\d{1,6})([mhdw])$/.exec(text) ?? []
  const before = Number(count) * (unitMs[unit] ?? Number.NaN)
  const at = count === '' ? readTime(text) : now - before
  if (Number.isFinite(at)) return at
  throw new InvalidArgumentError(
    'It has to be a time: 7d, 12h, 2026-11-22 or 2026-11-22T10:00:00Z.',
  )
}
