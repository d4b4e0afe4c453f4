import type { PromptStore } from '@promptbin/prompt-store'
import type { AuditFilter, AuditPage, AuditVerdict } from '@promptbin/security'
import { verifyLibraryAudit } from './library-audit.ts'

/** Which records are asked for, the newest first. */
export interface AuditQuestion extends AuditFilter {
  /** The `nextBefore` of the page before. */
  readonly before?: number | undefined
  readonly limit?: number | undefined
}

/** What can be asked of the audit trail of the library. */
export interface AuditOperations {
  audit(question: AuditQuestion): Promise<AuditPage>
  /** Looks at the whole trail. */
  verifyAudit(): Promise<AuditVerdict>
}

const defaultLimit = 50

/** Makes the operations of the audit trail over a store. */
export function createAuditOperations(
  store: Pick<PromptStore, 'audit' | 'auditLines'>,
  headFile: string | undefined,
): AuditOperations {
  return {
    audit: ({ limit = defaultLimit, ...query }) => store.audit({ ...query, limit }),
    verifyAudit: () => verifyLibraryAudit(store, headFile),
  }
}
