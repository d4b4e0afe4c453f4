/** More of a message than this tells nobody what kind of error it is, and costs time in a burst. */
const [longestRead, longestKept] = [600, 300]

/** What differs from one time to the next, in the order in which it is looked for. */
const varying: readonly (readonly [pattern: RegExp, placeholder: string])[] = [
  [/\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'`<>]+/gi, '<url>'],
  [/"[^"]*"|“[^”]*”|`[^`]*`|(?<!\w)'[^']*'(?!\w)/g, '<text>'],
  [/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?/g, '<time>'],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, '<value>'],
  [/(?<![\w/<>\\])(?:[a-z]:|\.{1,2}|~)?(?:[\\/][\w.@~+%-]+)+[\\/]?/gi, '<path>'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, '<address>'],
  // A key with hyphens, such as a token; then every word with a digit, such as `3.5s`, `9f3a`, `-1`.
  [/\b(?=[\w-]*\d)[\w-]{16,}/gi, '<value>'],
  [/(?<!\w)[-+]?\b\w*\d\w*(?:[.,]\d\w*)*/g, '<value>'],
  [/\s+/g, ' '],
]

/**
 * A message without what differs from one time to the next: ids, numbers, times, addresses, paths and
 * quoted values become placeholders such as `<path>`. What is left says which kind of error it is, and
 * holds no number and nothing that was quoted.
 */
export function normaliseMessage(message: string): string {
  let text = message.slice(0, longestRead)
  for (const [pattern, placeholder] of varying) text = text.replace(pattern, placeholder)
  return text.trim().slice(0, longestKept).trimEnd()
}
