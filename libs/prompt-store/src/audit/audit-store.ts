import type {
  Asker,
  AuditHead,
  AuditOutcome,
  AuditPage,
  AuditQuery,
  AuditRecord,
  AuditValue,
} from '@promptbin/security'

/** What is done, to be written down with who does it. */
export interface AuditAct {
  /** `noun.verb`: `token.create`. */
  readonly action: string
  /** The name of what it is done to. */
  readonly target: string
  /** Who did it, where that is found only by what is done: a login. */
  readonly by?: Pick<Asker, 'actor' | 'kind'>
  /** `done` unless told: what is not done takes its record along when it is rolled back. */
  readonly outcome?: AuditOutcome
  readonly before?: AuditValue
  readonly after?: AuditValue
}

/** The audit trail of the library. What changes the library is written down with the change itself. */
export interface AuditStore {
  /** Writes down what is no change of the library: a denial, an import that begins. */
  noteAudit(act: AuditAct): Promise<AuditRecord>
  /** Writes down which links and tokens have ended by their time, once each; returns how many. */
  noteExpiries(): Promise<number>
  /** Some records, the newest first. */
  audit(query: AuditQuery): Promise<AuditPage>
  /** Records as they are kept, in order, after a number: to verify the chain of them. */
  auditLines(after: number, limit: number): Promise<readonly string[]>
  /** The last record. */
  auditHead(): Promise<AuditHead>
}
