import {
  type AuditHead,
  type AuditPage,
  type AuditQuery,
  chainStart,
  parseRecord,
} from '@promptbin/security'
import type { Sql } from '../sql.ts'

/** `PromptStore.audit`; a record that cannot be read is left out here, and named by a verification. */
export function listAudit(sql: Sql, query: AuditQuery): AuditPage {
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
  const rows = sql.select(
    `SELECT seq, record FROM audit WHERE ${where} ORDER BY seq DESC LIMIT ?`,
    [...asked.map(({ value }) => value), limit + 1],
  )
  const shown = rows.slice(0, limit)
  return {
    items: shown.flatMap(({ record }) => parseRecord(String(record)) ?? []),
    nextBefore: rows.length > limit ? Number(shown.at(-1)?.['seq']) : null,
  }
}

/** `PromptStore.auditLines`; a row that says another number than its record is none. */
export function readAuditLines(
  sql: Sql,
  { after, limit }: { readonly after: number; readonly limit: number },
): readonly string[] {
  const rows = sql.all`
    SELECT seq, record FROM audit WHERE seq > ${after} ORDER BY seq LIMIT ${limit}`
  return rows.map(({ seq, record }) => (seq === numberOf(String(record)) ? String(record) : ''))
}

function numberOf(record: string): unknown {
  try {
    return JSON.parse(record)?.seq
  } catch {
    return undefined
  }
}

/** `PromptStore.auditHead` */
export function readAuditHead(sql: Sql): AuditHead {
  const row = sql.get`SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1`
  return row ? { seq: Number(row['seq']), hash: String(row['hash']) } : chainStart
}

const toTime = (ms: number | undefined) =>
  ms === undefined ? undefined : new Date(ms).toISOString()
