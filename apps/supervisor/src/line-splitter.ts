/**
 * What becomes of a stream of bytes: its lines, and a mark where one was too long to be kept. A `line`
 * may be several, with line feeds between them: see `alone`.
 */
export type SplitLine = { readonly line: string } | { readonly tooLong: true }

const lineFeed = 0x0a
const carriageReturn = 0x0d

/** Of the bytes of a line, which may end with a carriage return. */
function textOf(bytes: Buffer): string {
  return bytes.toString('utf8', 0, bytes.length - (bytes.at(-1) === carriageReturn ? 1 : 0))
}

export interface LineSplitterOptions {
  readonly maxLineBytes: number
  /**
   * Whether every line is given alone. Otherwise those that arrive together and all begin as a logger of
   * ours begins them stay one text: a busy service prints a hundred at a time, and each step that is
   * taken for each of them counts.
   */
  readonly alone?: boolean
}

/**
 * Cuts bytes into lines, without the line feed and an eventual carriage return; empty lines are
 * passed over. A line is held as bytes until it is whole, so that no character is cut in two, and a
 * line over the limit is dropped as it arrives: memory stays below `maxLineBytes`.
 */
export function createLineSplitter(
  options: LineSplitterOptions,
): (chunk: Buffer) => readonly SplitLine[] {
  const { maxLineBytes, alone = false } = options
  let parts: Buffer[] = []
  let bytes = 0
  let dropping = false

  const keep = (part: Buffer): void => {
    bytes += part.length
    if (bytes > maxLineBytes) {
      dropping = true
      parts = []
    } else if (part.length > 0) parts.push(part)
  }
  const isWithinLine = () => dropping || parts.length > 0
  const finish = (): SplitLine => {
    const whole = Buffer.concat(parts)
    const result = dropping ? ({ tooLong: true } as const) : { line: textOf(whole) }
    parts = []
    bytes = 0
    dropping = false
    return result
  }

  const cut = (chunk: Buffer): readonly SplitLine[] => {
    const last = chunk.lastIndexOf(lineFeed)
    // What was begun before ends with the first line feed; what the last one leaves is not whole yet.
    const begun = isWithinLine() ? chunk.indexOf(lineFeed) : -1
    if (begun >= 0) keep(chunk.subarray(0, begun))
    const first = begun >= 0 ? [finish()].filter(isSaid) : []
    const whole = last > begun ? wholeLines(chunk.toString('utf8', begun + 1, last), alone) : []
    keep(chunk.subarray(last + 1))
    return first.length === 0 ? whole : [...first, ...whole]
  }
  return (chunk) => {
    // Of so few bytes no line is too long that begins and ends in them.
    if (chunk.length <= maxLineBytes) return cut(chunk)
    const lines: SplitLine[] = []
    for (let at = 0; at < chunk.length; at += maxLineBytes) {
      for (const line of cut(chunk.subarray(at, at + maxLineBytes))) lines.push(line)
    }
    return lines
  }
}

const isSaid = (split: SplitLine) => !('line' in split) || split.line !== ''

/** How a logger of ours begins a line. */
const logLineStart = '{"level":"'

function wholeLines(text: string, alone: boolean): readonly SplitLine[] {
  const lines = text.split('\n')
  // Without a look at each: so many line feeds, and so many of them before such a beginning.
  const ofLogger = `\n${text}`.split(`\n${logLineStart}`).length - 1
  if (!alone && ofLogger === lines.length && !text.includes('\r')) return [{ line: text }]
  return lines
    .map((line) => ({ line: line.endsWith('\r') ? line.slice(0, -1) : line }))
    .filter(isSaid)
}
