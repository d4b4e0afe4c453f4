/** What becomes of a stream of bytes: its lines, and a mark where one was too long to be kept. */
export type SplitLine = { readonly line: string } | { readonly tooLong: true }

const lineFeed = 0x0a

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
  const finish = (): SplitLine => {
    const line = Buffer.concat(parts).toString('utf8')
    const result = dropping ? ({ tooLong: true } as const) : { line: line.replace(/\r$/, '') }
    parts = []
    bytes = 0
    dropping = false
    return result
  }

  return (chunk) => {
    const lines: SplitLine[] = []
    let start = 0
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      keep(chunk.subarray(start, end))
      lines.push(finish())
      start = end + 1
    }
    keep(chunk.subarray(start))
    return lines.filter((split) => !('line' in split) || split.line !== '')
  }
}
