/**
 * The fields of a form that was sent, first values only. Browsers end lines with CRLF in forms
 * (HTML, form submission); here they end as they did in the field.
 */
export function readFields(body: unknown): ReadonlyMap<string, string> {
  const entries = Object.entries(body ?? {}).map(([name, value]): [string, string] => {
    const first: unknown = Array.isArray(value) ? value[0] : value
    return [name, typeof first === 'string' ? first.replaceAll('\r\n', '\n') : '']
  })
  return new Map(entries)
}
