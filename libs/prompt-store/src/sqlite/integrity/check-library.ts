import { mkdtemp, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import type { AuditHead } from '@promptbin/security'
import { checkDatabase } from './check-database.ts'
import { type IntegrityFinding, type IntegrityReport, judgeFindings } from './finding.ts'

/** Which library is looked at, and with what. */
export interface CheckLibraryOptions {
  /** The database; it is only read. */
  readonly file: string
  /** Where a copy may be made for as long as the check takes; on the same disk or another. */
  readonly scratchFolder: string
  /** The end of the audit trail as it was noted apart from the library; null if it never was. */
  readonly auditHead: AuditHead | null
}

/** A copy is made where the disk has room for so many of them. */
const roomFor = 3

const maxListed = 100

/**
 * Looks at a whole library, also while others use it: its pages, the full-text index, the content of
 * all versions, what refers to what, what is counted, and the audit trail. It blocks the thread that it runs on for
 * seconds in a large one, so it belongs into a process of its own. Rejects when there is no such file.
 */
export async function checkLibrary(options: CheckLibraryOptions): Promise<IntegrityReport> {
  const startedMs = performance.now()
  const bytes = await sizeOf(options.file)
  const scratch = await mkdtemp(join(options.scratchFolder, '.integrity-'))
  const findings: IntegrityFinding[] = []
  let [found, prompts, versions, isWhole] = [0, 0, 0, false]
  const note = (finding: IntegrityFinding) => {
    found += 1
    if (findings.length < maxListed) findings.push(finding)
  }
  try {
    const { database, isCopy } = await openForCheck(options.file, scratch, bytes)
    try {
      isWhole = isCopy
      for (const finding of checkDatabase(database, { ...options, isCopy })) note(finding)
      prompts = countOf(database, 'prompt')
      versions = countOf(database, 'version')
    } finally {
      database.close()
    }
  } catch (error) {
    const detail = `The library cannot be read: ${(error as Error).message}.`
    note({ subject: 'database', detail })
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
  const durationMs = Math.round(performance.now() - startedMs)
  const status = judgeFindings(findings)
  return { status, findings, found, prompts, versions, bytes, durationMs, isWhole }
}

/** How much of the disk it takes, with what is not moved into it yet. */
async function sizeOf(file: string): Promise<number> {
  const log = await stat(`${file}-wal`).catch(() => ({ size: 0 }))
  return (await stat(file)).size + log.size
}

/** A copy, on which more can be looked at; the library itself, to read, where there is no room. */
async function openForCheck(file: string, scratch: string, bytes: number) {
  const original = new DatabaseSync(file, { readOnly: true })
  const { bavail, bsize } = await statfs(scratch)
  if (bavail * bsize < bytes * roomFor) return { database: original, isCopy: false }
  const copy = join(scratch, 'library.db')
  try {
    // Without a snapshot that is held, each write of another process would begin the copy anew.
    original.exec('BEGIN')
    original.prepare('SELECT count(*) FROM sqlite_schema').get()
    await backup(original, copy)
  } finally {
    original.close()
  }
  return { database: new DatabaseSync(copy), isCopy: true }
}

function countOf(database: DatabaseSync, table: 'prompt' | 'version'): number {
  try {
    return Number(database.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.['rows'])
  } catch {
    return 0
  }
}
