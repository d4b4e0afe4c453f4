import type { Format } from './format.ts'
import { anyCase, textOf } from './json-schema.ts'

/** As libpq names them (postgresql.org/docs/current/libpq-connect.html, 32.1.1.2). */
const SCHEMES = /^postgres(?:ql)?:$/

/** The address of a database of PostgreSQL, with the name of the database in its path. */
export const databaseUrl: Format<string> = {
  coerce: (written) => (typeof written === 'string' ? written.trim() : written),
  expected: (value) =>
    isDatabaseUrl(value)
      ? undefined
      : 'the address of a database such as postgres://promptbin:password@db.example.org:5432/promptbin',
  toText: String,
  schema: () => textOf(`(?:${anyCase(['postgres', 'postgresql'])})://.+/.+`),
}

function isDatabaseUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false
  const { protocol, hostname, pathname } = new URL(value)
  return SCHEMES.test(protocol) && hostname !== '' && pathname.length > 1
}
