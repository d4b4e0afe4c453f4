import convict from 'convict'
import type { Format, Limits } from './formats/format.ts'
import { formats } from './formats/formats.ts'
import { schema } from './schema.ts'

/** The values of all settings by key, as convict holds them. */
export interface Values {
  get(key: string): unknown
  /** Takes any value; only `validate` looks at it. */
  set(key: string, value: unknown): unknown
  /** Throws if a value is wrong or not in the schema. */
  validate(options: { readonly allowed: 'strict' }): unknown
}

// convict asks for formats by name in one registry for the whole process.
convict.addFormats(
  Object.fromEntries(
    Object.entries<Format<never>>(formats).map(([name, format]) => [name, toConvict(name, format)]),
  ),
)

/**
 * The defaults of the schema, to be overlaid. convict itself reads no source, because it would not
 * remember which one a value came from.
 */
export function createValues(): Values {
  return convict<Record<string, unknown>>(schema, { env: {}, args: [] })
}

function toConvict(name: string, format: Format<never>): convict.Format {
  return {
    name,
    coerce: (written: unknown) => format.coerce(written, '/'),
    validate: (value: unknown, limits: Limits & convict.SchemaObj) => {
      const expected = format.expected(value, limits)
      if (expected !== undefined) throw new Error(`must be ${expected}`)
    },
  }
}
