import { failpoint } from '@promptbin/failpoints'
import {
  type Asker,
  type AuditHead,
  type AuditOutcome,
  type AuditRecord,
  chainStart,
  formatRecord,
  internalAsker,
  sealRecord,
} from '@promptbin/security'
import type { AuditAct } from '../../audit/audit-store.ts'
import type { Sql } from '../sql.ts'

/** Who makes the change that is going on, and when (ms since 1970). */
interface CurrentChange {
  readonly asker: Asker | undefined
  readonly now: number
}

/** The thread that writes makes one change at a time, from its beginning to its end. */
const current = new WeakMap<Sql, CurrentChange & { readonly noted: AuditOutcome[] }>()

/** Who acts when nobody has asked: what the library does of itself. */
const library = internalAsker('prompt-web')

/** From now on what is noted was done by them, then; what was noted before is as if it never was. */
export function beginChange(sql: Sql, change: CurrentChange): void {
  current.set(sql, { ...change, noted: [] })
}

/**
 * Writes down what the change that is going on does. It belongs to the same transaction: neither is
 * there without the other. Secrets are masked on the way.
 */
export function noteAudit(sql: Sql, act: AuditAct): AuditRecord {
  const { asker = library, now = Date.now(), noted } = current.get(sql) ?? {}
  const { by, outcome = 'done', before = null, after = null, ...rest } = act
  const entry = { ...asker, ...by, ...rest, outcome, before, after }
  const record = sealRecord(entry, readEnd(sql), new Date(now))
  sql.run`INSERT INTO audit (seq, record) VALUES (${record.seq}, ${formatRecord(record)})`
  failpoint('audit.library.appended')
  noted?.push(outcome)
  return record
}

/** The outcomes that the last change has noted, once; undefined if there are none. */
export function takeNoted(sql: Sql): readonly AuditOutcome[] | undefined {
  const outcomes = current.get(sql)?.noted.splice(0)
  return outcomes?.length ? outcomes : undefined
}

/**
 * Where the next record goes on: the last number that was ever given, so that a chain that was cut
 * has a gap for ever.
 */
function readEnd(sql: Sql): AuditHead {
  const last = sql.get`SELECT hash FROM audit ORDER BY seq DESC LIMIT 1`
  return { seq: sql.lastAuditNumber(), hash: String(last?.['hash'] ?? chainStart.hash) }
}
