import type { DatabaseSync } from 'node:sqlite'
import { ChainCheck, chainStart } from '@promptbin/security'
import type { SalvageSource } from './salvage-source.ts'

/**
 * Takes the audit trail as far as it goes without a gap, each record from the first source that has
 * it as it was written. What comes behind a gap cannot be proven and stays in the damaged file.
 */
export function salvageAudit(
  into: DatabaseSync,
  sources: readonly (SalvageSource | undefined)[],
): void {
  const insert = into.prepare('INSERT INTO audit (seq, record) VALUES (?, ?)')
  for (let head = chainStart; ; ) {
    const next = sources
      .flatMap((source) => source?.auditLine(head.seq + 1) ?? [])
      .find((line) => new ChainCheck({ from: head }).take(line))
    if (next === undefined) return
    const check = new ChainCheck({ from: head })
    check.take(next)
    insert.run(check.head.seq, next)
    head = check.head
  }
}
