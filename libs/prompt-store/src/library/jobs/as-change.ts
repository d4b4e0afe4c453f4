import { failpoint } from '@promptbin/failpoints'
import type { Asker } from '@promptbin/security'
import type { Once } from '../../requests.ts'
import { beginChange } from '../audit/note-audit.ts'
import type { Sql } from '../sql.ts'
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
  work: (sql: Sql, input: Input) => Answer,
): (sql: Sql, input: Input) => Answer {
  return (sql, input) => {
    const { once, now, dryRun, asker } = input
    let isKept = false
    beginChange(sql, { asker, now })
    try {
      if (dryRun) return sql.transaction('trial', () => work(sql, input))
      const answer = sql.transaction('write', () => {
        failpoint('store.transaction.begun')
        const done =
          once === undefined ? work(sql, input) : onlyOnce(sql, once, now, () => work(sql, input))
        failpoint('store.transaction.written')
        return done
      })
      isKept = true
      failpoint('store.transaction.committed')
      return answer
    } finally {
      if (!isKept) beginChange(sql, { asker, now })
    }
  }
}
