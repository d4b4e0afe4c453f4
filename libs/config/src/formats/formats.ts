import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { durationText, LONGEST_DURATION_MS, parseDuration } from './duration.ts'
import { isLoopback, withoutBrackets } from './loopback.ts'

/** What a setting may say about its own value beside the format. */
export interface Limits {
  /** The least value, in the format's own notation. */
  readonly minimum?: string
}

/** How one kind of value is read from what a person wrote, checked, and written down again. */
export interface Format<Value> {
  /**
   * Turns what was written into the value; a relative path starts at `folder`. What it does not
   * understand comes back as it was, for `expected` to refuse.
   */
  readonly coerce: (written: unknown, folder: string) => unknown
  /** What would be right, as in "must be …"; undefined when the value is. */
  readonly expected: (value: unknown, limits: Limits) => string | undefined
  /** The text that `coerce` reads as the same value. */
  readonly toText: (value: Value) => string
}

const port: Format<number> = {
  coerce: wholeNumber,
  expected: (value) =>
    isWholeNumber(value, 65_535) ? undefined : 'a port from 0 to 65535 (0: any free one)',
  toText: String,
}

/** More than this in one window is no limit any more. */
const HIGHEST_COUNT = 1000

const count: Format<number> = {
  coerce: wholeNumber,
  expected: (value) =>
    isWholeNumber(value, HIGHEST_COUNT) ? undefined : `a whole number from 0 to ${HIGHEST_COUNT}`,
  toText: String,
}

const duration: Format<number> = {
  coerce: (written) => parseDuration(written) ?? written,
  expected: (value, { minimum = '0s' }) => {
    const leastMs = parseDuration(minimum) ?? 0
    return isWholeNumber(value, LONGEST_DURATION_MS) && value >= leastMs
      ? undefined
      : `a duration such as 30 (seconds), 500ms, 30s, 5m or 6h, from ${minimum} to 24d`
  },
  toText: durationText,
}

const loopbackHost: Format<string> = {
  coerce: (written) => (typeof written === 'string' ? withoutBrackets(written.trim()) : written),
  expected: (value) =>
    typeof value === 'string' && isLoopback(value)
      ? undefined
      : '127.0.0.1, ::1 or localhost, because there is no authentication yet',
  toText: String,
}

const httpUrl: Format<string> = {
  coerce: (written) =>
    typeof written === 'string' && URL.canParse(written)
      ? new URL(written).href.replace(/\/+$/, '')
      : written,
  expected: (value) =>
    isPlainHttpUrl(value)
      ? undefined
      : 'an http or https address such as http://127.0.0.1:5000, without user, query or fragment',
  toText: String,
}

const directory: Format<string> = {
  coerce: (written, folder) =>
    typeof written === 'string' && written !== ''
      ? resolve(
          folder,
          written.replace(/^~(?=[/\\]|$)/, () => homedir()),
        )
      : written,
  expected: (value) =>
    typeof value === 'string' && value !== '' && !value.includes('\0') && value.isWellFormed()
      ? undefined
      : 'the path of a folder',
  toText: String,
}

function choice<const Value extends string>(values: readonly Value[]): Format<Value> {
  return {
    coerce: (written) => (typeof written === 'string' ? written.trim().toLowerCase() : written),
    expected: (value) =>
      values.some((known) => known === value) ? undefined : `one of ${values.join(', ')}`,
    toText: String,
  }
}

/** Every format that the schema may name. */
export const formats = {
  port,
  count,
  duration,
  directory,
  'loopback-host': loopbackHost,
  'http-url': httpUrl,
  'log-level': choice(['trace', 'debug', 'info', 'warn', 'error', 'fatal']),
  mode: choice(['production', 'development']),
} as const

export type FormatName = keyof typeof formats

/** The type that a value of the named format has in the configuration object. */
export type ValueOf<Name extends FormatName> =
  (typeof formats)[Name] extends Format<infer Value> ? Value : never

function wholeNumber(written: unknown): unknown {
  return typeof written === 'string' && /^\d{1,15}$/.test(written.trim())
    ? Number(written)
    : written
}

function isWholeNumber(value: unknown, highest: number): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= highest
}

function isPlainHttpUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false
  const { protocol, username, password } = new URL(value)
  return /^https?:$/.test(protocol) && !username && !password && !/[?#]/.test(value)
}
