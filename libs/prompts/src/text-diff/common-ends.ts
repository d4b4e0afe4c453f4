/** Two texts without the lines that are the same at their beginning and at their end. */
export interface WithoutCommonEnds {
  /** How many lines both have at their beginning. */
  readonly linesBefore: number
  /** The last lines of the common beginning and the first of the common end, as many as asked for. */
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** What is between, one line at least. */
  readonly from: string
  readonly to: string
}

/** How many characters both have at their beginning. */
function commonStart(one: string, other: string): number {
  const end = Math.min(one.length, other.length)
  let length = 0
  while (length < end && one.charCodeAt(length) === other.charCodeAt(length)) length++
  return length
}

/** How many of their last characters both have, of the last `end` at most. */
function commonEnd(one: string, other: string, end: number): number {
  let length = 0
  while (
    length < end &&
    one.charCodeAt(one.length - 1 - length) === other.charCodeAt(other.length - 1 - length)
  ) {
    length++
  }
  return length
}

/** How many lines a text has; an empty one has one. */
export function countLines(text: string): number {
  let count = 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}

/**
 * Cuts off whole lines that two texts share at their ends. Most changes are small: what is left is
 * a few lines, however long the texts are.
 */
export function withoutCommonEnds(from: string, to: string, context: number): WithoutCommonEnds {
  const start = from.slice(0, commonStart(from, to)).lastIndexOf('\n') + 1
  const common = commonEnd(from, to, Math.min(from.length, to.length) - start)
  const found = from.indexOf('\n', from.length - common)
  const end = found < 0 ? from.length : found
  const before = from.slice(0, start)
  const after = from.slice(end)
  return {
    linesBefore: countLines(before) - 1,
    before: lastLines(before, context),
    after: after.split('\n', context + 1).slice(1),
    from: from.slice(start, end),
    to: to.slice(start, to.length - after.length),
  }
}

/** The last lines of a text that ends with a line break, or that is empty. */
function lastLines(text: string, count: number): readonly string[] {
  let start = text.length
  for (let line = 0; line < count && start > 0; line++) {
    start = start < 2 ? 0 : text.lastIndexOf('\n', start - 2) + 1
  }
  return text.slice(start).split('\n').slice(0, -1)
}
