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
  /** Records as they are kept, in order, after a number: to export and to verify them elsewhere. */
  auditChain(after: number): Promise<readonly string[]>
  /** Looks at the whole trail. */
  verifyAudit(): Promise<AuditVerdict>
}

const defaultLimit = 50

/** So many records at once are exported. */
const chainRecords = 500

/** Makes the operations of the audit trail over a store. */
export function createAuditOperations(
  store: Pick<PromptStore, 'audit' | 'auditLines'>,
  headFile: string | undefined,
): AuditOperations {
  return {
    audit: ({ limit = defaultLimit, ...query }) => store.audit({ ...query, limit }),
    auditChain: (after) => store.auditLines(after, chainRecords),
    verifyAudit: () => verifyLibraryAudit(store, headFile),
  }
}
