import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readIdentity } from '@promptbin/backup'
import { recoverLibrary } from '@promptbin/backup/salvage'
import { checkLibrary, type IntegrityReport } from '@promptbin/prompt-store/integrity'
import type { AuditHead } from '@promptbin/security'
import type { CheckTask, IntegrityOutcomes, IntegrityTask } from './integrity-task.ts'

/** Does what is asked. Rejects with what libs/backup rejects it with, and with system errors. */
export async function performIntegrityTask(
  task: IntegrityTask,
): Promise<IntegrityOutcomes[keyof IntegrityOutcomes]> {
  const { data } = task
  if (task.job === 'check-library') return check(task)
  const auditHead = await readAuditHead(join(data, 'state', 'library-audit-head.json'))
  const { identityFile, isTrial, asker } = task
  const identity = identityFile === undefined ? undefined : await readIdentity(identityFile)
  return recoverLibrary({ data, identity, isTrial, auditHead, asker, now: Date.now() })
}

async function check({ data, place }: CheckTask): Promise<IntegrityReport> {
  const auditHead = await readAuditHead(place.auditHeadFile)
  if (place.system === 'sqlite') {
    return checkLibrary({ file: place.file, scratchFolder: data, auditHead })
  }
  const { checkPostgresLibrary } = await import('@promptbin/prompt-store/postgres')
  return checkPostgresLibrary({ url: place.url, auditHead })
}

/** The end of the audit trail as prompt-web has noted it; null if it never did. */
async function readAuditHead(file: string): Promise<AuditHead | null> {
  try {
    const text = await readFile(file, 'utf8')
    const { seq, hash } = JSON.parse(text).value as Partial<AuditHead>
    return Number.isSafeInteger(seq) && typeof hash === 'string' ? { seq: Number(seq), hash } : null
  } catch {
    return null
  }
}
