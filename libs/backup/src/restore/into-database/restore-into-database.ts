import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { preparePrivateFolder } from '@promptbin/config'
import type { RestoredDatabase } from '@promptbin/prompt-store/postgres'
import type { Asker, AuditHead } from '@promptbin/security'
import { readManifest } from '../../reading/read-manifest.ts'
import { openTables } from '../../tables/open-tables.ts'

/** Which backup is restored, and into which database. */
export interface RestoreIntoOptions {
  /** The folder with the backups. */
  readonly folder: string
  readonly id: string
  /** The private key of age, if the backup is encrypted. */
  readonly identity?: string | undefined
  /** A database of PostgreSQL without any tables. */
  readonly url: string
  /** Where this machine notes the end of the audit trail of that database. */
  readonly auditHeadFile: string
  /** Whether all of it is done and then given up. */
  readonly isTrial: boolean
  /** Who has asked for it; the library itself without one. */
  readonly asker?: Asker | undefined
}

/** What was restored. */
export interface RestoredInto extends RestoredDatabase {
  /** ISO 8601, UTC. */
  readonly createdAt: string
  /** How many rows each table of the backup has. */
  readonly rows: Readonly<Record<string, number>>
}

/**
 * Makes a whole library of a backup in an empty database: with accounts, tokens, links and the audit trail,
 * which goes on with a record of that. Each table is compared with what was stored on its way and as it
 * was loaded; until all of it is as it has to be the database is empty. Rejects with
 * `PB_BACKUP_NOT_FOUND`, `PB_BACKUP_NO_TABLES`, `PB_BACKUP_DAMAGED`, `PB_BACKUP_ENCRYPTED`, and as
 * `restoreDatabase` does.
 */
export async function restoreIntoDatabase(options: RestoreIntoOptions): Promise<RestoredInto> {
  const { folder, id, identity, url, isTrial } = options
  const manifest = await readManifest(folder, id)
  const library = openTables(join(folder, id), manifest, identity === undefined ? {} : { identity })
  const { digests } = library
  // Its driver is needed only here.
  const { restoreDatabase } = await import('@promptbin/prompt-store/postgres')
  const restored = await restoreDatabase({ url, library, digests, isTrial })
  if (!isTrial) await noteHead(options, await noteRestore(options))
  const rows = Object.entries(digests).map(([name, table]) => [name, table.rows])
  return { ...restored, createdAt: manifest.createdAt, rows: Object.fromEntries(rows) }
}

/** Opens the library as prompt-web does, and lets its audit trail go on. */
async function noteRestore({ url, id, asker }: RestoreIntoOptions): Promise<AuditHead> {
  const { createPostgresStore } = await import('@promptbin/prompt-store/postgres')
  const store = await createPostgresStore({ url, readers: 1, asker: () => asker })
  try {
    const after = { auditRecords: null, keepsAccess: false }
    await store.noteAudit({ action: 'library.restore', target: id, after })
    return await store.auditHead()
  } finally {
    await store.close()
  }
}

/** A database of that address may have been there before, with a trail that went further. */
async function noteHead({ auditHeadFile }: RestoreIntoOptions, value: AuditHead): Promise<void> {
  preparePrivateFolder(dirname(auditHeadFile))
  const text = `${JSON.stringify({ version: 1, value })}\n`
  await writeFile(auditHeadFile, text, { mode: 0o600, flush: true })
}
