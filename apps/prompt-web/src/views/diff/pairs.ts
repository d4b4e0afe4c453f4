import type { DiffLine } from '@promptbin/prompts'

/** A line of the older text and the one that stands beside it; one of them may be missing. */
export interface Pair {
  readonly left: DiffLine | undefined
  readonly right: DiffLine | undefined
}

/** Lays lines out side by side: what was removed stands beside what was added in its place. */
export function pairsOf(lines: readonly DiffLine[]): readonly Pair[] {
  const pairs: Pair[] = []
  let removed: DiffLine[] = []
  let added: DiffLine[] = []
  const flush = () => {
    for (let row = 0; row < Math.max(removed.length, added.length); row += 1) {
      pairs.push({ left: removed[row], right: added[row] })
    }
    removed = []
    added = []
  }
  for (const line of lines) {
    if (line.change === 'removed') {
      // A removal after an addition belongs to the next change.
      if (added.length > 0) flush()
      removed.push(line)
    } else if (line.change === 'added') added.push(line)
    else {
      flush()
      pairs.push({ left: line, right: line })
    }
  }
  flush()
  return pairs
}
