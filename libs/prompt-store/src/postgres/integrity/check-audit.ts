import { type AuditHead, ChainCheck } from '@promptbin/security'
import type { IntegrityFinding } from '../../sqlite/integrity/finding.ts'
import type { Client } from '../database/client.ts'
import { readInPortions } from './read-in-portions.ts'

/** Whether the audit trail is as it was written, up to the head that this machine noted. */
export async function* checkAudit(
  client: Client,
  anchor: AuditHead | null,
): AsyncGenerator<IntegrityFinding> {
  const check = new ChainCheck({ anchor })
  const records = readInPortions(client, 'SELECT seq, record FROM audit ORDER BY seq')
  for await (const { seq, record } of records) {
    const line = String(record)
    if (!check.take(numberIn(line) === seq ? line : '')) break
  }
  const { fault } = check.end()
  if (fault !== null) yield { subject: 'audit', detail: fault.message }
}

/** The number that a record gives itself. */
function numberIn(line: string): unknown {
  try {
    return Object(JSON.parse(line))['seq']
  } catch {
    return undefined
  }
}
