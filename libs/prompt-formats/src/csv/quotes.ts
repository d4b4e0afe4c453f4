import type { Buffer } from 'node:buffer'

const quote = 0x22
const comma = 0x2c
const carriageReturn = 0x0d
const lineFeed = 0x0a

/**
 * How a line leaves its record: `ended`; `quoted`, it goes on in a quoted field; or `broken`, a
 * quote stands where RFC 4180 has none.
 */
export type LineEnd = 'ended' | 'quoted' | 'broken'

/** Whether a line's bytes end at `at`, its line break aside. */
function isLineEnd(line: Buffer, at: number): boolean {
  if (at >= line.length || line[at] === lineFeed) return true
  return line[at] === carriageReturn && (at + 1 === line.length || line[at + 1] === lineFeed)
}

/** Whether there is nothing on a line. */
export function isBlankLine(line: Buffer): boolean {
  return isLineEnd(line, 0)
}

/** Goes to the end of a quoted field: where the next one begins, or how the line ends. */
function afterQuoted(line: Buffer, from: number): number | LineEnd {
  // A loop, as the search of a buffer costs too much at every single one of a million quotes.
  for (let at = from; at < line.length; at++) {
    if (line[at] !== quote) continue
    if (line[at + 1] === comma) return at + 2
    if (line[at + 1] !== quote) return isLineEnd(line, at + 1) ? 'ended' : 'broken'
    at += 1
  }
  return 'quoted'
}

/** Goes to the end of a field without quotes, in which none may stand. */
function afterUnquoted(line: Buffer, from: number): number | LineEnd {
  for (let at = from; at < line.length; at++) {
    if (line[at] === comma) return at + 1
    if (line[at] === quote) return 'broken'
  }
  return 'ended'
}

/** Follows the quotes of one line (RFC 4180 section 2), from inside a quoted field or not. */
export function endOfLine(line: Buffer, quoted: boolean): LineEnd {
  let next: number | LineEnd = quoted ? afterQuoted(line, 0) : 0
  while (typeof next === 'number') {
    next = line[next] === quote ? afterQuoted(line, next + 1) : afterUnquoted(line, next)
  }
  return next
}
