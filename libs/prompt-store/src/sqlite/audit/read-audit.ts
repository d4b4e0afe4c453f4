import type { SQLTagStore } from 'node:sqlite'
import {
  type AuditHead,
  type AuditPage,
  type AuditQuery,
  chainStart,
  parseRecord,
} from '@promptbin/security'

/** `PromptStore.audit`; a record that cannot be read is left out here, and named by a verification. */
export function listAudit(sql: SQLTagStore, query: AuditQuery): AuditPage {
  const { limit, before, actor, action, target, outcome } = query
  // A condition that is not asked for must not be there, or no index would serve the others.
  const asked = Object.entries({
    'seq < ?': before,
    'actor = ?': actor,
    'action = ?': action,
    'target = ?': target,
    'outcome = ?': outcome,
    'at >= ?': toTime(query.sinceMs),
    'at < ?': toTime(query.untilMs),
  }).flatMap(([condition, value]) => (value === undefined ? [] : [{ condition, value }]))
  const where = ['TRUE', ...asked.map(({ condition }) => condition)].join(' AND ')
  const rows = sql.db
    .prepare(`SELECT seq, record FROM audit WHERE ${where} ORDER BY seq DESC LIMIT ?`)
    .all(...asked.map(({ value }) => value), limit + 1)
  const shown = rows.slice(0, limit)
  return {
    items: shown.flatMap(({ record }) => parseRecord(String(record)) ?? []),
    nextBefore: rows.length > limit ? Number(shown.at(-1)?.['seq']) : null,
  }
}

/** `PromptStore.auditLines`; a row that says another number than its record is none. */
export function readAuditLines(
  sql: SQLTagStore,
  { after, limit }: { readonly after: number; readonly limit: number },
): readonly string[] {
  const rows = sql.all`
    SELECT CASE WHEN seq = record ->> 'seq' THEN record ELSE '' END AS line
      FROM audit
     WHERE seq > ${after}
     ORDER BY seq
     LIMIT ${limit}`
  return rows.map(({ line }) => String(line))
}

/** `PromptStore.auditHead` */
export function readAuditHead(sql: SQLTagStore): AuditHead {
  const row = sql.get`SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1`
  return row ? { seq: Number(row['seq']), hash: String(row['hash']) } : chainStart
}

const toTime = (ms: number | undefined) =>
  ms === undefined ? undefined : new Date(ms).toISOString()
