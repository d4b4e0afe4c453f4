import { copyFile } from 'node:fs/promises'
import type { ReadingOptions } from '../reading/backup-entry.ts'
import { listBackups } from '../reading/list-backups.ts'
import { openBackup } from '../reading/open-backup.ts'
import { verifyBackup } from '../reading/verify-backup.ts'

/**
 * Copies the database of the newest backup that is good when all of it is read, and gives the name of
 * that backup; null where there is none. An encrypted one counts only with its key.
 */
export async function copyNewestGood(
  folder: string,
  copy: string,
  reading: ReadingOptions,
): Promise<string | null> {
  for (const { id, fault, manifest } of await listBackups(folder)) {
    // Where PostgreSQL had the library, a backup has no file of SQLite.
    if (fault !== null || manifest?.library !== undefined) continue
    const { isGood, isOpened } = await verifyBackup(folder, id, reading)
    if (!isGood || !isOpened) continue
    const { database, close } = await openBackup(folder, id, reading)
    try {
      await copyFile(database, copy)
      return id
    } finally {
      await close()
    }
  }
  return null
}
