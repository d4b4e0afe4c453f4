/** What becomes of a stream of bytes: its lines, and a mark where one was too long to be kept. */
export type SplitLine = { readonly line: string } | { readonly tooLong: true }

const lineFeed = 0x0a
const carriageReturn = 0x0d

/** Of the bytes of a line, which may end with a carriage return. */
function textOf(bytes: Buffer, start: number, end: number): string {
  const hasReturn = end > start && bytes[end - 1] === carriageReturn
  return bytes.toString('utf8', start, hasReturn ? end - 1 : end)
}

/**
 * Cuts bytes into lines, without the line feed and an eventual carriage return; empty lines are
 * passed over. A line is held as bytes until it is whole, so that no character is cut in two, and a
 * line over the limit is dropped as it arrives: memory stays below `maxLineBytes`.
 */
export function createLineSplitter(options: {
  readonly maxLineBytes: number
}): (chunk: Buffer) => readonly SplitLine[] {
  let parts: Buffer[] = []
  let bytes = 0
  let dropping = false

  const keep = (part: Buffer): void => {
    bytes += part.length
    if (bytes > options.maxLineBytes) {
      dropping = true
      parts = []
    } else if (part.length > 0) parts.push(part)
  }
  const isWithinLine = () => dropping || parts.length > 0
  const finish = (): SplitLine => {
    const whole = Buffer.concat(parts)
    const result = dropping
      ? ({ tooLong: true } as const)
      : { line: textOf(whole, 0, whole.length) }
    parts = []
    bytes = 0
    dropping = false
    return result
  }

  return (chunk) => {
    const lines: SplitLine[] = []
    let start = 0
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      if (isWithinLine() || end - start > options.maxLineBytes) {
        keep(chunk.subarray(start, end))
        lines.push(finish())
      } else lines.push({ line: textOf(chunk, start, end) })
      start = end + 1
    }
    keep(chunk.subarray(start))
    return lines.filter((split) => !('line' in split) || split.line !== '')
  }
}
