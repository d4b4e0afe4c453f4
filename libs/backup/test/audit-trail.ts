import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type AuditHead,
  chainStart,
  formatRecord,
  fullFileName,
  internalAsker,
  sealRecord,
} from '@promptbin/security'

/** Lines of a chain, as the supervisor keeps them. */
export function trailLines(targets: readonly string[]): readonly string[] {
  let head: AuditHead = chainStart
  return targets.map((target) => {
    const asker = internalAsker('supervisor')
    const entry = { ...asker, action: 'test.act', target, before: null, after: null }
    const record = sealRecord({ ...entry, outcome: 'done' }, head, new Date(0))
    head = { seq: record.seq, hash: record.hash }
    return `${formatRecord(record)}\n`
  })
}

/** Puts a chain into a data folder, its first two records in a file that is full. */
export function writeTrail(data: string, lines: readonly string[]): void {
  const folder = join(data, 'audit')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, fullFileName(1)), lines.slice(0, 2).join(''))
  writeFileSync(join(folder, 'audit.jsonl'), lines.slice(2).join(''))
}
