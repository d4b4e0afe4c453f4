import type { Format } from './format.ts'
import { either, textOf, wordOf } from './json-schema.ts'

/** What is meant by a version that no revision of MCP has, and that older files name. */
const UNDERSTOOD_AS_AUTO = ['1', '1.0']

const spelling = (written: unknown) =>
  typeof written === 'number' ? String(written) : String(written).trim().toLowerCase()

const isUnderstood = (written: unknown) =>
  (typeof written === 'string' || typeof written === 'number') &&
  UNDERSTOOD_AS_AUTO.includes(spelling(written))

/**
 * Which revision of MCP is spoken: client and gateway agree on it at each connection
 * (MCP 2026-07-28 basic/versioning), so there is nothing to choose.
 */
export const protocolVersion: Format<'auto'> = {
  coerce: (written) =>
    isUnderstood(written) || (typeof written === 'string' && spelling(written) === 'auto')
      ? 'auto'
      : written,
  expected: (value) =>
    value === 'auto' ? undefined : 'auto: each client gets the newest revision that it knows',
  toText: String,
  schema: () =>
    either(wordOf(['auto']), { enum: [1, ...UNDERSTOOD_AS_AUTO] }, textOf('1(?:\\.0)?')),
  notice: (written) =>
    isUnderstood(written)
      ? `"${spelling(written)}" is understood as auto, as each client gets the newest revision of MCP that it knows`
      : undefined,
}
