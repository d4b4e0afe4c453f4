import { PromptBinError } from '@promptbin/errors'
import { labelProtected } from '../../errors.ts'
import type { Sql } from '../sql.ts'
import { noteAudit } from './note-audit.ts'

/** A change of a label of a prompt. */
interface LabelChange {
  readonly name: string
  readonly label: string
}

/** Writes it down if a label is not moved because it is protected: by itself, as nothing else is kept. */
export function noteRefusedMove<Input extends LabelChange, Answer>(
  change: (sql: Sql, input: Input) => Answer,
): (sql: Sql, input: Input) => Answer {
  return (sql, input) => {
    try {
      return change(sql, input)
    } catch (error) {
      if (error instanceof PromptBinError && error.code === labelProtected.definition.code) {
        const target = labelTarget(input.name, input.label)
        const after = { code: error.code }
        const act = { action: 'label.move', target, outcome: 'refused', after } as const
        sql.transaction('write', () => noteAudit(sql, act))
      }
      throw error
    }
  }
}

/** How a label of a prompt is named. */
export function labelTarget(prompt: string, label: string): string {
  return `${prompt}:${label}`
}
