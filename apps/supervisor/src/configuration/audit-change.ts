import { randomUUID } from 'node:crypto'
import { PromptBinError } from '@promptbin/errors'
import type { AuditEntry } from '@promptbin/security'
import type { AuditWriter } from '../operations/perform-operation.ts'
import type { ChangePlan } from './plan/plan-change.ts'

/** Who changes a file or sends a signal is not known, but that it was somebody of this machine. */
export const localAuthor = 'local'

/** The two ways to a change of which no operation keeps the audit trail. */
export type UnaskedFace = 'file' | 'signal'

/**
 * Makes a change that came by a file or a signal, written down before and after. Throws what the act
 * throws, and `PB_AUDIT_UNAVAILABLE`: then it was not done.
 */
export async function auditedChange<Outcome>(
  { audit, face, target }: { audit: AuditWriter; face: UnaskedFace; target: string },
  { changed }: Pick<ChangePlan, 'changed'>,
  act: () => Promise<Outcome>,
): Promise<Outcome> {
  const entry: AuditEntry = {
    actor: localAuthor,
    kind: 'local',
    face,
    address: null,
    client: null,
    requestId: randomUUID(),
    action: `config.${face}`,
    target,
    outcome: 'intended',
    before: valuesOf(changed, 'from'),
    after: valuesOf(changed, 'to'),
  }
  await audit.append(entry)
  try {
    const outcome = await act()
    await audit.append({ ...entry, outcome: 'done' })
    return outcome
  } catch (error) {
    const code = error instanceof PromptBinError ? error.code : 'PB_INTERNAL'
    await audit.append({ ...entry, outcome: 'failed', after: { code } })
    throw error
  }
}

/** The values before or after, by key. */
export function valuesOf(
  changed: ChangePlan['changed'],
  side: 'from' | 'to',
): AuditEntry['before'] {
  const values = Object.fromEntries(changed.map((one) => [one.key, one[side] ?? null]))
  return JSON.parse(JSON.stringify(values)) as AuditEntry['before']
}
