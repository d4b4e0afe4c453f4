import type { AuditLog } from '@promptbin/security'
import { INSTANCE_PROOF_HEADER, instanceProof } from '@promptbin/service'
import type { AuditSource } from '../audit/both/audit-source.ts'
import type { HandlersOf } from './handlers.ts'

/** What is asked for the audit trail. */
export interface AuditHandlersOptions {
  /** That of the supervisor. */
  readonly audit: Pick<AuditLog, 'list' | 'verify'>
  /** Where prompt-web is, which keeps that of the library. */
  readonly webUrl: string
  /** By what a process of this instance shows that it is one. */
  readonly instanceKey: string
}

/** How the audit trail is searched and checked; the code for it is loaded when it is needed. */
export function auditHandlers(
  options: AuditHandlersOptions,
): HandlersOf<'list_audit' | 'verify_audit'> {
  return {
    list_audit: async ({ since, until, limit = 50, ...query }) => {
      const { listBoth } = await import('../audit/both/list-both.ts')
      const times = { sinceMs: msOf(since), untilMs: msOf(until) }
      return listBoth(await sourcesOf(options), { ...query, ...times, limit })
    },
    verify_audit: async () => {
      const { verifyBoth } = await import('../audit/both/verify-both.ts')
      return verifyBoth(await sourcesOf(options))
    },
  }
}

async function sourcesOf({
  audit,
  webUrl,
  instanceKey,
}: AuditHandlersOptions): Promise<readonly AuditSource[]> {
  const { librarySource } = await import('../audit/both/library-source.ts')
  const own: AuditSource = {
    name: 'supervisor',
    list: (query) => audit.list(query),
    verify: () => audit.verify(),
  }
  return [own, librarySource(webUrl, { [INSTANCE_PROOF_HEADER]: instanceProof(instanceKey) })]
}

const msOf = (time: string | undefined) => (time === undefined ? undefined : Date.parse(time))
