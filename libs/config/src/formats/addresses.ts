import type { Format } from './format.ts'
import { anyCase, either, type JsonSchema, textOf } from './json-schema.ts'
import { isLoopback, withoutBrackets } from './loopback.ts'

/** Letters, digits, hyphens and dots (RFC 1123 section 2.1), or an address; a zone is no name. */
const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|[0-9a-f:.]{2,45})$/i

const trimHost = (written: unknown) =>
  typeof written === 'string' ? withoutBrackets(written.trim()) : written

/** Whether others may reach it depends on another setting, so that is checked with the whole. */
export const host: Format<string> = {
  coerce: trimHost,
  expected: (value) =>
    typeof value === 'string' && HOST.test(value)
      ? undefined
      : 'a host name or an address such as 127.0.0.1, ::1 or 0.0.0.0',
  toText: String,
  schema: () => ({ type: 'string', minLength: 1 }),
}

export const httpUrl: Format<string> = {
  coerce: (written) =>
    typeof written === 'string' && URL.canParse(written)
      ? new URL(written).href.replace(/\/+$/, '')
      : written,
  expected: (value) =>
    isHttpUrl(value) && !/[?#]/.test(value)
      ? undefined
      : 'an http or https address such as http://127.0.0.1:5000, without user, query or fragment',
  toText: String,
  schema: () => webAddress,
}

/**
 * Where keys are fetched from, or who signs with them, so nobody on the way may change the answer.
 * Kept letter for letter: an issuer with and one without a final slash are two (RFC 8414 section 2).
 */
export const secureUrl: Format<string> = {
  coerce: (written) => (typeof written === 'string' ? written.trim() : written),
  expected: (value) =>
    isHttpUrl(value) && !value.includes('#') && isSecure(new URL(value))
      ? undefined
      : 'an https address such as https://login.example.org, without user or fragment (http only on this machine)',
  toText: String,
  schema: () => webAddress,
}

/** The same, or nothing at all. */
export function orNothing(format: Format<string>): Format<string> {
  return {
    coerce: (written, folder) =>
      typeof written === 'string' && written.trim() === '' ? '' : format.coerce(written, folder),
    expected: (value, limits) => (value === '' ? undefined : format.expected(value, limits)),
    toText: String,
    schema: (limits) => either(textOf(''), format.schema(limits)),
  }
}

/** Bytes that would end a header or a line, and what no text of one line needs. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u

const LONGEST_TEXT = 512

export const text: Format<string> = {
  coerce: (written) => (typeof written === 'string' ? written.trim() : written),
  expected: (value) =>
    typeof value === 'string' && value.length <= LONGEST_TEXT && !UNPRINTABLE.test(value)
      ? undefined
      : `a text of one line, of at most ${LONGEST_TEXT} characters`,
  toText: String,
  schema: () => ({ type: 'string' }),
}

/** More an editor cannot tell: the rest is checked when the file is read. */
const webAddress: JsonSchema = textOf(`(?:${anyCase(['http', 'https'])}):.+`)

function isHttpUrl(value: unknown): value is string {
  if (typeof value !== 'string' || !URL.canParse(value)) return false
  const { protocol, username, password } = new URL(value)
  return /^https?:$/.test(protocol) && !username && !password
}

function isSecure({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || isLoopback(hostname)
}
