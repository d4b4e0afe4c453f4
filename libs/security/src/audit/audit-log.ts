import type { AuditEntry, AuditHead, AuditOutcome, AuditRecord } from './audit-record.ts'
import type { AuditVerdict } from './chain-check.ts'

/** Which records are meant; what is not given may be anything. */
export interface AuditFilter {
  readonly actor?: string | undefined
  readonly action?: string | undefined
  readonly outcome?: AuditOutcome | undefined
  readonly target?: string | undefined
  /** Of this time or later, ms since 1970. */
  readonly sinceMs?: number | undefined
  /** Before this time, ms since 1970. */
  readonly untilMs?: number | undefined
}

/** Which records to list, the newest first. */
export interface AuditQuery extends AuditFilter {
  /** Only records before this number; without it from the newest on. */
  readonly before?: number | undefined
  readonly limit: number
}

/** Some records, the newest first. */
export interface AuditPage {
  readonly items: readonly AuditRecord[]
  /** What to send as `before` for more of them; null when there are none. */
  readonly nextBefore: number | null
}

/** Who keeps a chain. */
export interface AuditLog {
  /** Settles when the record is on the disk. Throws `PB_AUDIT_UNAVAILABLE`: then nothing may be done. */
  append(entry: AuditEntry): Promise<AuditRecord>
  list(query: AuditQuery): Promise<AuditPage>
  /** Looks at the whole chain. */
  verify(): Promise<AuditVerdict>
  head(): Promise<AuditHead>
}

/** Whether a record is one of those that are meant. */
export function matchesAudit(record: AuditRecord, filter: AuditFilter): boolean {
  const { actor, action, outcome, target, sinceMs, untilMs } = filter
  const atMs = Date.parse(record.at)
  return (
    (actor === undefined || record.actor === actor) &&
    (action === undefined || record.action === action) &&
    (outcome === undefined || record.outcome === outcome) &&
    (target === undefined || record.target === target) &&
    (sinceMs === undefined || atMs >= sinceMs) &&
    (untilMs === undefined || atMs < untilMs)
  )
}
