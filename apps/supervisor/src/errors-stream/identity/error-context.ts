import type { LogFields } from '../../log/log-stream.ts'

/** What else the log line of an error told, by the names of its fields. */
export type ErrorContext = Readonly<Record<string, string | number | boolean>>

/** What an example tells in fields of its own, or not at all. */
const told: ReadonlySet<string> = new Set(
  'level time service event msg err seq stream request_id trace_id span_id'.split(' '),
)

const mostFields = 16
const longestValue = 400

/**
 * The circumstances of an error, bounded: plain fields as they are, others as JSON. Secrets were
 * masked before the line was written.
 */
export function readContext(fields: LogFields): ErrorContext {
  const known = Object.entries(fields).flatMap(([name, value]): ErrorContext[string][][] => {
    if (told.has(name) || value === null || value === undefined) return []
    if (typeof value === 'number' || typeof value === 'boolean') return [[name, value]]
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return [[name, text.slice(0, longestValue)]]
  })
  return Object.fromEntries(known.slice(0, mostFields))
}
