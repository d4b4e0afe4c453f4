import { diffArrays } from 'diff'
import type { Effort } from './effort.ts'

/** Items that stand together and had the same happen to them. */
export interface Run {
  readonly change: 'same' | 'removed' | 'added'
  readonly count: number
}

/** Numbers in place of texts, the same for the same text: quick to compare, however long they are. */
function numbered(texts: readonly string[], numbers: Map<string, number>): number[] {
  return texts.map((text) => {
    const known = numbers.get(text) ?? numbers.size
    if (known === numbers.size) numbers.set(text, known)
    return known
  })
}

/** How one sequence became another in as few edits as can be; nothing if it takes too many. */
export function compareSequences(
  from: readonly string[],
  to: readonly string[],
  effort: Effort,
): readonly Run[] | undefined {
  const numbers = new Map<string, number>()
  const maxEditLength = effort.maxEdits()
  const changes = diffArrays(numbered(from, numbers), numbered(to, numbers), { maxEditLength })
  const edits = changes?.map(({ added, removed, count }) => (added || removed ? count : 0))
  effort.spend(edits?.reduce((sum, count) => sum + count, 0) ?? maxEditLength)
  return changes?.map(({ added, removed, count }) => ({
    change: added ? 'added' : removed ? 'removed' : 'same',
    count,
  }))
}
