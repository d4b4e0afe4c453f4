import type { SQLTagStore } from 'node:sqlite'
import { PromptBinError } from '@promptbin/errors'
import { labelProtected } from '../../errors.ts'
import { inTransaction } from '../database/transaction.ts'
import { noteAudit } from './note-audit.ts'

/** A change of a label of a prompt. */
interface LabelChange {
  readonly name: string
  readonly label: string
}

/** Writes it down if a label is not moved because it is protected: by itself, as nothing else is kept. */
export function noteRefusedMove<Input extends LabelChange, Answer>(
  change: (sql: SQLTagStore, input: Input) => Answer,
): (sql: SQLTagStore, input: Input) => Answer {
  return (sql, input) => {
    try {
      return change(sql, input)
    } catch (error) {
      if (error instanceof PromptBinError && error.code === labelProtected.definition.code) {
        const target = labelTarget(input.name, input.label)
        const after = { code: error.code }
        const act = { action: 'label.move', target, outcome: 'refused', after } as const
        inTransaction(sql.db, 'IMMEDIATE', () => noteAudit(sql, act))
      }
      throw error
    }
  }
}

/** How a label of a prompt is named. */
export function labelTarget(prompt: string, label: string): string {
  return `${prompt}:${label}`
}
