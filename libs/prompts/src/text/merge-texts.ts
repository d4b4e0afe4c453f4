import { diff3MergeRegions } from 'node-diff3'

/** Three states of one text: what both started from, and what either made of it. */
export interface MergeInput {
  readonly base: string
  readonly mine: string
  readonly theirs: string
}

/** A place where both changed the same lines in different ways. */
export interface MergeConflict {
  /** Where `mine` stands in the merged text, in UTF-16 units; `to` is behind its end. */
  readonly from: number
  readonly to: number
  readonly base: string
  readonly mine: string
  readonly theirs: string
}

/** Both changes in one text. */
export interface MergedText {
  /** Where both changed the same lines, `mine` stands. */
  readonly text: string
  /** In the order of the text. Nothing of `theirs` is lost: what is not in the text is here. */
  readonly conflicts: readonly MergeConflict[]
}

/**
 * How many pairs of equal lines are looked at. Finding the longest common sequence takes time in
 * their number, and a text of blank lines alone has as many as its length times itself.
 */
const maxPairs = 1_000_000

/** A text as lines, each with its line break, so that joining them gives the text. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

/** How many pairs of equal lines two texts have. */
function countPairs(one: readonly string[], other: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const line of one) counts.set(line, (counts.get(line) ?? 0) + 1)
  return other.reduce((sum, line) => sum + (counts.get(line) ?? 0), 0)
}

/** The three texts as one conflict, unless only one of them changed. */
function mergeWhole({ base, mine, theirs }: MergeInput): MergedText {
  if (mine === theirs || theirs === base) return { text: mine, conflicts: [] }
  if (mine === base) return { text: theirs, conflicts: [] }
  return { text: mine, conflicts: [{ from: 0, to: mine.length, base, mine, theirs }] }
}

/**
 * Merges two changes of one text, line by line; what only one of them changed is taken over, and
 * what both changed alike is no conflict. Texts that would take too long to compare are one
 * conflict as a whole.
 */
export function mergeTexts(input: MergeInput): MergedText {
  const { base, mine, theirs } = input
  const [older, ours, others] = [linesOf(base), linesOf(mine), linesOf(theirs)]
  const isSmall = countPairs(older, ours) + countPairs(older, others) <= maxPairs
  if (!isSmall || mine === theirs || mine === base || theirs === base) return mergeWhole(input)

  const conflicts: MergeConflict[] = []
  let text = ''
  for (const region of diff3MergeRegions(ours, older, others)) {
    if (region.stable) {
      text += region.bufferContent.join('')
      continue
    }
    const conflict = {
      base: region.oContent.join(''),
      mine: region.aContent.join(''),
      theirs: region.bContent.join(''),
    }
    const from = text.length
    text += conflict.mine
    if (conflict.mine !== conflict.theirs) conflicts.push({ from, to: text.length, ...conflict })
  }
  return { text, conflicts }
}
