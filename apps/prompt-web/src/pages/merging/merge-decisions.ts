import { mergeTexts } from '@promptbin/prompts'
import type { Decision, MergeItem, Side } from '../../views/merge/merge-item.ts'

/** Three states of one thing: what both started from, and what either made of it. */
export interface Three<Value> {
  readonly base: Value
  readonly mine: Value
  readonly theirs: Value
}

/** What a person chose, by the id of the decision. */
export type Choices = ReadonlyMap<string, Side>

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** The side that alone changed something. */
function changedSide<Value>({ base, mine, theirs }: Three<Value>): Side | undefined {
  if (same(mine, base)) return 'theirs'
  return same(theirs, base) ? 'mine' : undefined
}

/** Ends a text with a line break, so that another one can follow it. */
const asLines = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`)

/** The text of a decision; an open one stands as mine until it is made. */
function decidedText({ mine, theirs, taken }: Decision): string {
  if (taken === 'theirs') return theirs
  return taken === 'both' ? asLines(theirs) + mine : mine
}

/** Decides field by field, by what was chosen and by what only one side changed. */
export function createDecisions(choices: Choices) {
  const items: MergeItem[] = []

  /** One of two states. `show` tells a state in words, `join` keeps both. */
  const pick = <Value>(
    id: string,
    label: string,
    three: Three<Value>,
    show: (value: Value) => string,
    join?: (theirs: Value, mine: Value) => Value,
  ): Value => {
    const { mine, theirs } = three
    if (same(mine, theirs)) return mine
    const taken = choices.get(id) ?? changedSide(three)
    const shown = { mine: show(mine), theirs: show(theirs), canBeBoth: join !== undefined }
    items.push({ kind: 'field', id, label, taken, ...shown })
    if (taken === 'both' && join) return join(theirs, mine)
    return taken === 'theirs' ? theirs : mine
  }

  /** Two changes of one text, line by line. */
  const text = (id: string, label: string, three: Three<string>): string => {
    const { mine, theirs } = three
    if (mine === theirs) return mine
    const merged = mergeTexts(three)
    const pieces: (string | Decision)[] = []
    let end = 0
    merged.conflicts.forEach((conflict, index) => {
      if (conflict.from > end) pieces.push(merged.text.slice(end, conflict.from))
      const own = `${id}.${index}`
      const taken = choices.get(own)
      const { mine: ours, theirs: other } = conflict
      pieces.push({ id: own, mine: ours, theirs: other, taken, canBeBoth: true })
      end = conflict.to
    })
    if (end < merged.text.length) pieces.push(merged.text.slice(end))
    items.push({ kind: 'text', id, label, mine, theirs, pieces })
    return pieces.map((piece) => (typeof piece === 'string' ? piece : decidedText(piece))).join('')
  }

  return { items, pick, text }
}

/** The decisions that only a person can make, and has not made yet. */
export function openDecisions(items: readonly MergeItem[]): readonly Decision[] {
  const decisions = items.flatMap((item) =>
    item.kind === 'field' ? [item] : item.pieces.filter((piece) => typeof piece !== 'string'),
  )
  return decisions.filter(({ taken }) => taken === undefined)
}
