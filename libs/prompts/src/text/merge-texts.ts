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
  readonly conflicts: readonly MergeConflict[]
}

/** A text as lines, each with its line break, so that joining them gives the text. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

/** Merges two changes of one text, line by line; what only one of them changed is taken over. */
export function mergeTexts({ base, mine, theirs }: MergeInput): MergedText {
  const conflicts: MergeConflict[] = []
  let text = ''
  for (const region of diff3MergeRegions(linesOf(mine), linesOf(base), linesOf(theirs))) {
    if (region.stable) {
      text += region.bufferContent.join('')
      continue
    }
    const [ours, old, other] = [region.aContent, region.oContent, region.bContent].map((lines) =>
      lines.join(''),
    ) as [string, string, string]
    const from = text.length
    text += ours
    if (ours !== other) {
      conflicts.push({ from, to: text.length, base: old, mine: ours, theirs: other })
    }
  }
  return { text, conflicts }
}
