import type { Prompt } from '@promptbin/prompts'
import { labelProtected } from '../../errors.ts'
import type { Author } from '../../requests.ts'
import { noteAudit } from '../audit/note-audit.ts'
import { labelTarget } from '../audit/note-refusal.ts'
import { checkIncludes } from '../includes/check-includes.ts'
import { readNewest } from '../prompts/read-prompt.ts'
import { writePrompt } from '../prompts/write-prompt.ts'
import type { Sql } from '../sql.ts'
import { deleteLabel, insertLabelMove, type LabelState, readLabel, writeLabel } from './label.ts'

/** What is asked of a label: `to` is `null` to take it off. */
export interface Move {
  readonly label: string
  readonly to: number | null
  /** As it is unless told; a label that is new is not protected. */
  readonly protected?: boolean | undefined
  readonly reason: string
}

/**
 * Moves a label, or changes its protection, and notes the move. What differs in nothing changes
 * nothing. Throws `PB_LABEL_PROTECTED`: a label is moved only after its protection was taken off
 * by a change of its own, so that nobody does both by accident.
 */
export function moveLabel(
  sql: Sql,
  prompt: Prompt,
  { label, to, reason, ...move }: Move,
  author: Author,
  now: number,
): Prompt {
  const { id, name } = prompt
  const state = readLabel(sql, id, label)
  const from = state?.n ?? null
  const isProtected = move.protected ?? state?.protected ?? false
  if (from === to && state?.protected === isProtected) return prompt
  if (from !== to) {
    if (state?.protected) throw labelProtected(label, name)
    insertLabelMove(sql, { prompt: id, label, from, to, reason, ...author, at: now })
  }
  if (to === null) deleteLabel(sql, id, label)
  else writeLabel(sql, id, label, { n: to, protected: isProtected })
  if (from !== to && to !== null) checkIncludes(sql, prompt, to)
  const after = to === null ? null : { n: to, protected: isProtected }
  noteProtected(sql, labelTarget(name, label), state, after)
  writePrompt(sql, prompt, 'labelled', now, { label, version: to })
  return readNewest(sql, id)
}

/** Writes it down where a label is, or becomes, protected: what others rely on stands behind it. */
function noteProtected(
  sql: Sql,
  target: string,
  before: LabelState | undefined,
  after: LabelState | null,
): void {
  if (!before?.protected && !after?.protected) return
  const isMove = before?.protected === after?.protected
  const tell = ({ n: version, protected: isProtected }: LabelState) => ({
    version,
    protected: isProtected,
  })
  noteAudit(sql, {
    action: isMove ? 'label.move' : 'label.protection',
    target,
    before: before ? tell(before) : null,
    after: after && tell(after),
  })
}
