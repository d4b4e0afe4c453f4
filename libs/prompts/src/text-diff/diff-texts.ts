import { countLines, withoutCommonEnds } from './common-ends.ts'
import { compareSequences, type Run } from './compare-sequences.ts'
import type { Effort } from './effort.ts'
import { contextLines, Hunks } from './hunks.ts'
import { markWords } from './mark-words.ts'
import type { TextDiff } from './text-diff.ts'

/** How many lines of a block that was replaced are shown of either text. */
const maxLinesOfBlock = 500

/** Lines that others took the place of, and how many are the same after them. */
interface Replacement {
  readonly removed: number
  readonly added: number
  readonly same: number
}

/** Runs with what was removed and what was added in its place taken together. */
function replacements(runs: readonly Run[]): readonly Replacement[] {
  const found: Replacement[] = []
  let removed = 0
  let added = 0
  for (const { change, count } of [...runs, { change: 'same' as const, count: 0 }]) {
    if (change === 'removed') removed += count
    else if (change === 'added') added += count
    else {
      found.push({ removed, added, same: count })
      removed = 0
      added = 0
    }
  }
  return found
}

/** Either text as lines, or if there are too many only the first of them. */
function compare(from: string, to: string, effort: Effort) {
  const counts = { older: countLines(from), newer: countLines(to) }
  const isAffordable = effort.takeItems(counts.older + counts.newer)
  const limit = isAffordable ? undefined : maxLinesOfBlock
  const [older, newer] = [from, to].map((text) => text.split('\n', limit)) as [string[], string[]]
  const runs = isAffordable ? compareSequences(older, newer, effort) : undefined
  const replaced: readonly Run[] = [
    { change: 'removed', count: counts.older },
    { change: 'added', count: counts.newer },
  ]
  return { older, newer, runs: runs ?? replaced, replaced: runs === undefined }
}

function diffBoth(from: string, to: string, effort: Effort): TextDiff {
  const inner = withoutCommonEnds(from, to, contextLines)
  const { older, newer, runs, replaced } = compare(inner.from, inner.to, effort)
  const hunks = new Hunks(effort, inner.linesBefore - inner.before.length)
  hunks.same(inner.before)
  let [olderAt, newerAt] = [0, 0]
  for (const { removed, added, same } of replacements(runs)) {
    const marked = markWords(
      older.slice(olderAt, olderAt + Math.min(removed, maxLinesOfBlock)),
      newer.slice(newerAt, newerAt + Math.min(added, maxLinesOfBlock)),
      effort,
    )
    hunks.changed('removed', removed, marked.removed)
    hunks.changed('added', added, marked.added)
    olderAt += removed + same
    newerAt += added + same
    hunks.same(newer.slice(newerAt - same, newerAt))
  }
  hunks.same(inner.after)
  return { ...hunks.told(), replaced }
}

/** A text that came or went as a whole. */
function diffOne(change: 'removed' | 'added', text: string, effort: Effort): TextDiff {
  const hunks = new Hunks(effort, 0)
  const lines = text.split('\n', maxLinesOfBlock).map((line) => [{ text: line, changed: true }])
  hunks.changed(change, countLines(text), lines)
  return { ...hunks.told(), replaced: false }
}

/**
 * How one text became another, line by line, with marks at the words. A text that is not there is
 * `undefined`. Where too much differs the whole text counts as replaced.
 */
export function diffTexts(
  from: string | undefined,
  to: string | undefined,
  effort: Effort,
): TextDiff {
  if (effort.isSpent) {
    const omitted = [from, to].map((text) => (text === undefined ? 0 : countLines(text)))
    return { hunks: [], replaced: true, omitted: omitted.reduce((sum, lines) => sum + lines, 0) }
  }
  if (from !== undefined && to !== undefined) return diffBoth(from, to, effort)
  if (from !== undefined) return diffOne('removed', from, effort)
  if (to !== undefined) return diffOne('added', to, effort)
  return { hunks: [], replaced: false, omitted: 0 }
}
