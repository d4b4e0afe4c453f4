import type { AuditHead } from '@promptbin/security'
import {
  type IntegrityFinding,
  type IntegrityReport,
  type IntegritySubject,
  judgeFindings,
} from '../../sqlite/integrity/finding.ts'
import { type Client, isServerError } from '../database/client.ts'
import { checkAudit } from './check-audit.ts'
import { checkCounts } from './check-counts.ts'
import { checkReferences } from './check-references.ts'
import { checkSearch } from './check-search.ts'
import { checkVersions } from './check-versions.ts'
import { inOneState } from './in-one-state.ts'

/** Which library is looked at, and with what. */
export interface CheckPostgresLibraryOptions {
  readonly url: string
  /** The end of the audit trail as this machine noted it; null if it never did. */
  readonly auditHead: AuditHead | null
}

type Check = (client: Client) => AsyncIterable<IntegrityFinding>

const maxListed = 100

/**
 * Looks at a whole library that PostgreSQL keeps, in one state of it, while others use it: the content of
 * all versions, what refers to what, what is counted, what the search knows, and the audit trail. Pages
 * and indexes are for the server to look at; what it finds broken on the way is told. Rejects as the store
 * does when it cannot be asked.
 */
export function checkPostgresLibrary({
  url,
  auditHead,
}: CheckPostgresLibraryOptions): Promise<IntegrityReport> {
  const startedMs = performance.now()
  return inOneState(url, async (client) => {
    const size = await client.query<Size>(sizes)
    const findings: IntegrityFinding[] = []
    let found = 0
    for await (const finding of checkAll(client, auditHead)) {
      found += 1
      if (findings.length < maxListed) findings.push(finding)
    }
    const { prompts = 0, versions = 0, bytes = 0 } = size.rows[0] ?? {}
    const durationMs = Math.round(performance.now() - startedMs)
    const status = judgeFindings(findings)
    return { status, findings, found, prompts, versions, bytes, durationMs, isWhole: true }
  })
}

interface Size {
  readonly prompts: number
  readonly versions: number
  readonly bytes: number
}

const sizes = `
SELECT (SELECT count(*) FROM prompt) AS prompts,
       (SELECT count(*) FROM version) AS versions,
       pg_database_size(current_database()) AS bytes`

async function* checkAll(
  client: Client,
  auditHead: AuditHead | null,
): AsyncGenerator<IntegrityFinding> {
  const checks: readonly (readonly [IntegritySubject, Check])[] = [
    ['search', checkSearch],
    ['versions', checkVersions],
    ['references', checkReferences],
    ['counts', checkCounts],
    ['audit', (of) => checkAudit(of, auditHead)],
  ]
  for (const [subject, check] of checks) yield* asFarAsReadable(client, subject, check)
}

/** A check that meets what the server cannot read tells that, and the others go on. */
async function* asFarAsReadable(
  client: Client,
  subject: IntegritySubject,
  check: Check,
): AsyncGenerator<IntegrityFinding> {
  await client.query('SAVEPOINT before_check')
  try {
    yield* check(client)
    await client.query('RELEASE SAVEPOINT before_check')
  } catch (error) {
    if (!isServerError(error) || !isCorruption(error.code)) throw error
    await client.query('ROLLBACK TO SAVEPOINT before_check')
    const detail = `Not all of it (${subject}) can be read: ${error.message}.`
    yield { subject: 'database', detail }
  }
}

/** Class XX of PostgreSQL's codes (appendix A): internal errors, data and indexes that are corrupted. */
const isCorruption = (code: string | undefined) => code?.startsWith('XX') === true
