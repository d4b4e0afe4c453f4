import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { databaseName, encryptedEnding, exportName, readingPrefix } from '../backup-folder.ts'
import { decryptFile } from '../encryption/age-files.ts'
import { backupDamaged, backupEncrypted, backupOnlyTables } from '../errors.ts'
import type { OpenBackup, ReadingOptions } from './backup-entry.ts'
import { readManifest } from './read-manifest.ts'

/**
 * Gives the path of the library of a backup, to be read. That of an encrypted one is decrypted into
 * a folder beside the backups, for their owner only. Rejects with `PB_BACKUP_NOT_FOUND`,
 * `PB_BACKUP_DAMAGED`, `PB_BACKUP_ENCRYPTED`, and `PB_BACKUP_ONLY_TABLES` for one of before a migration of
 * PostgreSQL.
 */
export async function openBackup(
  folder: string,
  id: string,
  { identity }: ReadingOptions = {},
): Promise<OpenBackup> {
  const manifest = await readManifest(folder, id)
  if (manifest.library === 'tables') throw backupOnlyTables(id, id)
  const name = manifest.library === 'export' ? exportName : databaseName
  const stored = join(folder, id, name)
  if (manifest.encryption === 'none') return { database: stored, manifest, close: async () => {} }
  if (identity === undefined) throw backupEncrypted(id)
  const copies = await mkdtemp(join(folder, readingPrefix))
  const close = () => rm(copies, { recursive: true, force: true })
  const database = join(copies, name)
  try {
    await decryptFile(stored + encryptedEnding, database, identity)
    return { database, manifest, close }
  } catch (cause) {
    await close()
    throw backupDamaged.with({ cause }, id, `it cannot be decrypted (${(cause as Error).message})`)
  }
}
