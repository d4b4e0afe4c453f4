import type { AuditPage, AuditQuery, AuditRecord, AuditVerdict } from '@promptbin/security'

/** Who keeps records. */
export type AuditSourceName = 'supervisor' | 'library'

/** One of the two chains, as one can ask it. */
export interface AuditSource {
  readonly name: AuditSourceName
  list(query: AuditQuery): Promise<AuditPage>
  verify(): Promise<AuditVerdict>
  /** All records as they are kept, in order; left out where nobody exports. */
  lines?(): AsyncGenerator<string>
}

/** A record with the chain that it belongs to. */
export interface SourcedRecord extends AuditRecord {
  readonly source: AuditSourceName
}
