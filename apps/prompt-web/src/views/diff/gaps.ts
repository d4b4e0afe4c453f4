import type { DiffHunk, TextDiff } from '@promptbin/prompts'

/** Lines that a diff leaves out because they did not change. */
export interface Gap {
  /** The number of the first one in the newer text, counted from 1. */
  readonly start: number
  readonly count: number
}

const numbers = ({ lines }: DiffHunk, side: 'from' | 'to') =>
  lines.flatMap((line) => line[side] ?? [])

/**
 * What stands before each hunk, and after the last one if it is known how many lines the newer
 * text has. Unchanged lines count the same in both texts, so either side tells how many there are.
 */
export function gapsOf({ hunks, replaced }: TextDiff, lineCount: number | null): readonly Gap[] {
  if (replaced) return []
  let last = { from: 0, to: 0 }
  const gaps = hunks.map((hunk): Gap => {
    const [from, to] = [numbers(hunk, 'from'), numbers(hunk, 'to')]
    const count = to[0] === undefined ? (from[0] ?? 1) - last.from - 1 : to[0] - last.to - 1
    const gap = { start: last.to + 1, count: Math.max(count, 0) }
    last = {
      from: from.at(-1) ?? last.from + gap.count,
      to: to.at(-1) ?? last.to + gap.count,
    }
    return gap
  })
  const after = lineCount === null ? 0 : Math.max(lineCount - last.to, 0)
  return [...gaps, { start: last.to + 1, count: after }]
}
