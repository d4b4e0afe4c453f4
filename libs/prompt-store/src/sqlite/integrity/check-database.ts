import type { DatabaseSync } from 'node:sqlite'
import type { AuditHead } from '@promptbin/security'
import { schemaVersion } from '../database/migrate.ts'
import { checkAudit } from './check-audit.ts'
import { checkCounts } from './check-counts.ts'
import { checkPages } from './check-pages.ts'
import { checkReferences } from './check-references.ts'
import { checkSearchRows, checkSearchText } from './check-search.ts'
import { checkVersions } from './check-versions.ts'
import type { IntegrityFinding, IntegritySubject } from './finding.ts'

/** How a connection is looked at. */
export interface CheckDatabaseOptions {
  /** The end of the audit trail as it was noted apart from the library; null if it never was. */
  readonly auditHead: AuditHead | null
  /** Whether the connection is to a copy that nobody else writes to, and may be written itself. */
  readonly isCopy: boolean
}

type Check = (database: DatabaseSync) => Iterable<IntegrityFinding>

/**
 * Everything that is wrong with a library, subject by subject. It reads all of it. Of a library with the
 * schema of another PromptBin only the pages are looked at.
 */
export function* checkDatabase(
  database: DatabaseSync,
  { auditHead, isCopy }: CheckDatabaseOptions,
): Generator<IntegrityFinding> {
  const checks: readonly (readonly [IntegritySubject, Check])[] = [
    ['database', checkPages],
    ['search', checkSearchRows],
    ...(isCopy ? ([['search', checkSearchText]] as const) : []),
    ['versions', checkVersions],
    ['references', checkReferences],
    ['counts', checkCounts],
    ['audit', (of) => checkAudit(of, auditHead)],
  ]
  const schema = database.prepare('PRAGMA user_version').get()?.['user_version']
  const known = schema === schemaVersion ? checks : checks.slice(0, 1)
  for (const [subject, check] of known) yield* asFarAsReadable(subject, check(database))
}

/** A check that meets a page which cannot be read tells that, and the others go on. */
function* asFarAsReadable(
  subject: IntegritySubject,
  findings: Iterable<IntegrityFinding>,
): Generator<IntegrityFinding> {
  try {
    yield* findings
  } catch (error) {
    const detail = `Not all of it (${subject}) can be read: ${(error as Error).message}.`
    yield { subject: 'database', detail }
  }
}
