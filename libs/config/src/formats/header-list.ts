import type { Format } from './format.ts'
import { either } from './json-schema.ts'

/** A field of HTTP. */
export interface Header {
  readonly name: string
  readonly value: string
}

/** In the order in which they are written. */
export type HeaderList = readonly Header[]

/** A field name of HTTP (RFC 9110 section 5.1). */
const FIELD_NAME = /^[!#$%&'*+.^_`|~\dA-Za-z-]{1,100}$/

/** What a field value may hold, so that none ends its line. */
const FIELD_VALUE = /^[\x20-\x7e]{1,4096}$/

const MOST_HEADERS = 20

/**
 * Headers as `name=value` with commas between, values percent-encoded where they hold a comma, as
 * in OpenTelemetry's `OTEL_EXPORTER_OTLP_HEADERS`; or as names with values where the source has them.
 */
export const headerList: Format<HeaderList> = {
  coerce: (written) => (typeof written === 'string' ? readHeaders(written) : listOf(written)),
  expected: (value) =>
    isHeaderList(value) ? undefined : 'headers such as authorization=Bearer%20key,x-team=prompts',
  toText: (headers) =>
    headers.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join(','),
  schema: () =>
    either(
      { type: 'string' },
      { type: 'object', additionalProperties: { type: 'string' } },
      { type: 'array', maxItems: 0 },
    ),
}

function readHeaders(written: string): unknown {
  const pairs = written
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => /^([^=]+)=(.*)$/.exec(pair))
  try {
    return pairs.map((pair) => ({
      name: pair?.[1]?.trim(),
      value: decodeURIComponent(pair?.[2]?.trim() ?? ''),
    }))
  } catch {
    // What is wrongly encoded is for `expected` to refuse.
    return written
  }
}

function listOf(written: unknown): unknown {
  if (written instanceof Map) return [...written].map(([name, value]) => ({ name, value }))
  return typeof written === 'object' && written !== null && !Array.isArray(written)
    ? Object.entries(written).map(([name, value]) => ({ name, value }))
    : written
}

function isHeaderList(value: unknown): value is HeaderList {
  return Array.isArray(value) && value.length <= MOST_HEADERS && value.every(isHeader)
}

function isHeader(header: unknown): header is Header {
  const { name, value } = Object(header)
  const isText = typeof name === 'string' && typeof value === 'string'
  return isText && FIELD_NAME.test(name) && FIELD_VALUE.test(value)
}
