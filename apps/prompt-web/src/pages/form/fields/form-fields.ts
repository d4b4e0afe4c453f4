/** The values of each field: of a form that was sent, or of a query. */
function valuesOf(sent: unknown): Iterable<readonly [name: string, value: unknown]> {
  return sent instanceof Map ? sent : Object.entries(sent ?? {})
}

/**
 * The fields of a form that was sent, first values only. Browsers end lines with CRLF in forms
 * (HTML, form submission); here they end as they did in the field.
 */
export function readFields(sent: unknown): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const [name, value] of valuesOf(sent)) {
    const first: unknown = Array.isArray(value) ? value[0] : value
    const text = typeof first === 'string' ? first : ''
    fields.set(name, text.includes('\r') ? text.replaceAll('\r\n', '\n') : text)
  }
  return fields
}
