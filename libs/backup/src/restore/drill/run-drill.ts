import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PromptBinError } from '@promptbin/errors'
import { backupsFolderOf, databaseName } from '../../backup-folder.ts'
import { auditFolderName } from '../../companions/companion-names.ts'
import { headIn } from '../../companions/copy-audit-trail.ts'
import { describeDatabase, faultsOfDatabase } from '../../database/describe-database.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { listBackups } from '../../reading/list-backups.ts'
import { noBackupThen } from '../errors.ts'
import { prepareLibrary } from '../prepare-library.ts'
import { newIncoming } from '../restore-library.ts'
import { compareTables } from './compare-tables.ts'
import { compare, type DrillCheck, type DrillReport } from './drill-report.ts'
import { checkExport } from './read-back.ts'

/** Of which backups the newest is restored. */
export interface DrillOptions {
  readonly data: string
  /** The private key of age, if backups are encrypted. */
  readonly identity?: string | undefined
  /** The database of PostgreSQL that has the library; it is in the data folder unless told. */
  readonly databaseUrl?: string | undefined
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * Restores the newest backup beside the library, compares what comes out with its manifest, and removes
 * it again; its tables of PostgreSQL too. What is not as it should be is in the report. Rejects with `PB_BACKUP_NONE_THEN` when there
 * is no backup, and with `PB_RESTORE_NO_ROOM`.
 */
export async function runDrill(options: DrillOptions): Promise<DrillReport> {
  const { data, identity, databaseUrl, now } = options
  const startedAt = performance.now()
  const folder = backupsFolderOf(data)
  const [newest] = await listBackups(folder)
  if (newest === undefined) throw noBackupThen('at all')
  const { id, manifest } = newest
  const target = newIncoming(data, id)
  try {
    const ofPrompts =
      manifest?.library === 'tables'
        ? []
        : await restoreAndCompare({ folder, id, identity, target })
    const ofTables = manifest?.tables
      ? await compareTables({ backup: join(folder, id), manifest, identity, databaseUrl })
      : []
    const checks = [...ofPrompts, ...ofTables]
    return {
      backup: id,
      at: new Date(now).toISOString(),
      durationMs: Math.round(performance.now() - startedAt),
      passed: checks.every(({ passed }) => passed),
      checks,
    }
  } finally {
    await rm(target, { recursive: true, force: true })
  }
}

async function restoreAndCompare(
  options: Parameters<typeof prepareLibrary>[0],
): Promise<readonly DrillCheck[]> {
  const what = 'the backup can be restored'
  try {
    const manifest = await prepareLibrary(options)
    const file = join(options.target, databaseName)
    return [compare(what, 'yes', 'yes'), ...(await compareWith(manifest, file))]
  } catch (error) {
    // The machine lacks something; that tells nothing of the backup.
    const { status = 500, message } = error as Partial<PromptBinError> & Error
    if (!(error instanceof PromptBinError) || status === 507) throw error
    return [compare(what, 'yes', message)]
  }
}

async function compareWith(manifest: Manifest, file: string): Promise<readonly DrillCheck[]> {
  const { rows, auditHead } = describeDatabase(file)
  const [fault = 'ok'] = faultsOfDatabase(file)
  const none = 'none'
  return [
    compare('integrity', manifest.integrity, fault),
    ...Object.entries(manifest.rows).map(([table, count]) =>
      compare(`rows of ${table}`, count, rows[table] ?? 0),
    ),
    // An export has none.
    ...(manifest.library === 'export'
      ? []
      : [
          compare('end of the audit trail', manifest.auditHeads.library ?? none, auditHead ?? none),
        ]),
    ...(await compareTrail(manifest, dirname(file))),
    ...(await checkExport(file, new Date(manifest.createdAt))),
  ]
}

/** The end of the supervisor's trail, of which older backups have only the hash. */
async function compareTrail(
  { auditHeads, files }: Manifest,
  target: string,
): Promise<readonly DrillCheck[]> {
  if (!files.some(({ name }) => name.startsWith(`${auditFolderName}/`))) return []
  const found = await headIn(join(target, auditFolderName))
  const [none, what] = ['none', "end of the supervisor's audit trail"]
  return [compare(what, auditHeads.supervisor ?? none, found ?? none)]
}
