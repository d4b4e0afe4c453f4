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
 * How many steps may be taken. Finding the longest common sequence takes one for each pair of equal
 * lines and each line of that sequence: a text of blank lines alone takes its length to the third.
 */
const maxSteps = 20_000_000

/** What looking at one line costs, in such steps, and how many lines a text has that is cut up at all. */
const stepsOfLine = 400
const maxLines = 50_000

/** Whether a text has more lines than are compared. */
function isTooLong(text: string): boolean {
  let lines = 1
  for (let at = text.indexOf('\n'); at >= 0 && lines <= maxLines; at = text.indexOf('\n', at + 1)) {
    lines += 1
  }
  return lines > maxLines
}

/** A text as lines, each with its line break, so that joining them gives the text. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

/** How many steps it takes at most to find what two texts have in common. */
function countSteps(one: readonly string[], other: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const line of one) counts.set(line, (counts.get(line) ?? 0) + 1)
  const pairs = other.reduce((sum, line) => sum + (counts.get(line) ?? 0), 0)
  return pairs * Math.min(one.length, other.length) + stepsOfLine * (one.length + other.length)
}

/** What all three texts have at their beginning and at their end, in lines. */
function commonEnds([first = [], ...others]: readonly (readonly string[])[]) {
  const shortest = Math.min(first.length, ...others.map(({ length }) => length))
  const isCommon = (at: number) => others.every((lines) => lines.at(at) === first.at(at))
  let before = 0
  while (before < shortest && isCommon(before)) before++
  let after = 0
  while (after < shortest - before && isCommon(-1 - after)) after++
  return { before, after }
}

/** Merges what is left between the ends that all three have in common. */
function mergeMiddle(ours: string[], older: string[], others: string[]): Region[] {
  if (countSteps(older, ours) + countSteps(older, others) > maxSteps) {
    return [{ base: older, mine: ours, theirs: others }]
  }
  return diff3MergeRegions(ours, older, others).map((region) =>
    region.stable
      ? { agreed: region.bufferContent }
      : { base: region.oContent, mine: region.aContent, theirs: region.bContent },
  )
}

/** Lines that nobody disputes, or those of all three. */
type Region =
  | { readonly agreed: string[] }
  | { readonly base: string[]; readonly mine: string[]; readonly theirs: string[] }

/** The regions as one text, `mine` where there is a dispute. */
function join(regions: readonly Region[]): MergedText {
  const conflicts: MergeConflict[] = []
  let text = ''
  for (const region of regions) {
    if ('agreed' in region) {
      text += region.agreed.join('')
      continue
    }
    const [base, mine, theirs] = [region.base, region.mine, region.theirs].map((lines) =>
      lines.join(''),
    ) as [string, string, string]
    const from = text.length
    text += mine
    if (mine !== theirs) conflicts.push({ from, to: text.length, base, mine, theirs })
  }
  return { text, conflicts }
}

/**
 * Merges two changes of one text, line by line; what only one of them changed is taken over, and
 * what both changed alike is no conflict. Where it would take too long to compare them, all that
 * is between the common beginning and end is one conflict.
 */
export function mergeTexts({ base, mine, theirs }: MergeInput): MergedText {
  if (mine === theirs || theirs === base) return { text: mine, conflicts: [] }
  if (mine === base) return { text: theirs, conflicts: [] }
  if ([base, mine, theirs].some(isTooLong)) {
    return { text: mine, conflicts: [{ from: 0, to: mine.length, base, mine, theirs }] }
  }
  const [older, ours, others] = [linesOf(base), linesOf(mine), linesOf(theirs)]
  const { before, after } = commonEnds([ours, older, others])
  const middle = (lines: string[]) => lines.slice(before, lines.length - after)
  return join([
    { agreed: ours.slice(0, before) },
    ...mergeMiddle(middle(ours), middle(older), middle(others)),
    { agreed: ours.slice(ours.length - after) },
  ])
}
