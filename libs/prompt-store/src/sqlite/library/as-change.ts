import type { SQLTagStore } from 'node:sqlite'
import type { Asker } from '@promptbin/security'
import type { Once } from '../../requests.ts'
import { beginChange } from '../audit/note-audit.ts'
import { asTrial, inTransaction } from '../database/transaction.ts'
import { onlyOnce } from './once.ts'

/** What every change is told besides what it is about. */
export interface ChangeInput {
  /** Milliseconds since 1970. */
  readonly now: number
  /** Who asks for it, for the audit trail; the library itself without one. */
  readonly asker?: Asker | undefined
  readonly once?: Once | undefined
  /** Says what would come of it, and changes nothing. */
  readonly dryRun?: boolean | undefined
}

/** Makes work on the library a change: one transaction, and only once if that is asked for. */
export function asChange<Input extends ChangeInput, Answer>(
  work: (sql: SQLTagStore, input: Input) => Answer,
): (sql: SQLTagStore, input: Input) => Answer {
  return (sql, input) => {
    const { once, now, dryRun, asker } = input
    let isKept = false
    beginChange(sql, { asker, now })
    try {
      if (dryRun) return asTrial(sql.db, () => work(sql, input))
      const answer = inTransaction(sql.db, 'IMMEDIATE', () =>
        once === undefined ? work(sql, input) : onlyOnce(sql, once, now, () => work(sql, input)),
      )
      isKept = true
      return answer
    } finally {
      if (!isKept) beginChange(sql, { asker, now })
    }
  }
}
