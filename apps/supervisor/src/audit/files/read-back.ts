import { readFile } from 'node:fs/promises'
import {
  type AuditPage,
  type AuditQuery,
  type AuditRecord,
  listAuditFiles,
  matchesAudit,
} from '@promptbin/security'

/** After so many lines others have their turn. */
const turnLines = 500

/** Some records, the newest first; lines that cannot be read are left out, and named by a verification. */
export async function readBack(folder: string, query: AuditQuery): Promise<AuditPage> {
  const { limit } = query
  const items: AuditRecord[] = []
  for await (const record of recordsBack(folder, query.before ?? Number.POSITIVE_INFINITY)) {
    if (!matchesAudit(record, query)) continue
    if (items.length === limit) return { items, nextBefore: items.at(-1)?.seq ?? null }
    items.push(record)
  }
  return { items, nextBefore: null }
}

/** All records before a number, the newest first. */
async function* recordsBack(folder: string, before: number): AsyncGenerator<AuditRecord> {
  for (const { path, firstSeq = 0 } of (await listAuditFiles(folder)).toReversed()) {
    if (firstSeq >= before) continue
    const lines = (await readFile(path, 'utf8')).split('\n').toReversed()
    for (const [index, line] of lines.entries()) {
      if (index % turnLines === turnLines - 1) await new Promise(setImmediate)
      const record = readRecord(line)
      if (record !== undefined && record.seq < before) yield record
    }
  }
}

/** What is shown need not be what was written; whether it is is the question of a verification. */
function readRecord(line: string): AuditRecord | undefined {
  try {
    const record = JSON.parse(line) as AuditRecord
    return Number.isSafeInteger(record.seq) ? record : undefined
  } catch {
    return undefined
  }
}
