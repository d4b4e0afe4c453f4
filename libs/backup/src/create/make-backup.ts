import { backupsFolderOf } from '../backup-folder.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { listBackups } from '../reading/list-backups.ts'
import { backupsToRemove } from '../retention/backups-to-remove.ts'
import { removeBackup } from '../retention/remove-backup.ts'
import { removeLeftovers } from '../retention/remove-leftovers.ts'
import { removeReplaced } from '../retention/replaced-libraries.ts'
import { openSecondPlace } from '../second-place/open-second-place.ts'
import type { SecondPlaceSettings } from '../second-place/second-place.ts'
import { type CreateBackupOptions, createBackup } from './create-backup.ts'

/** What a backup is made of, and where it is kept besides the data folder. */
export interface MakeBackupOptions extends CreateBackupOptions {
  readonly secondPlace?: SecondPlaceSettings | undefined
}

/** What became of it. */
export interface MadeBackup {
  readonly manifest: Manifest
  /** What its files take on the disk. */
  readonly bytes: number
  /** How long it took, with the second place and the removal of old ones. */
  readonly durationMs: number
  /** The ids of backups in the data folder that were no longer needed. */
  readonly removed: readonly string[]
  /** Why it is not in the second place; null if it is, or there is none. */
  readonly secondPlaceFault: string | null
}

/**
 * Makes a backup, copies it to the second place, and removes from both what is no longer needed, and so
 * libraries that were replaced long ago. A second place that cannot be reached takes nothing away from the backup. Rejects with what
 * `createBackup` rejects with.
 */
export async function makeBackup(options: MakeBackupOptions): Promise<MadeBackup> {
  const startedAt = performance.now()
  const manifest = await createBackup(options)
  const folder = backupsFolderOf(options.data)
  const now = options.now?.() ?? Date.now()
  const secondPlaceFault = await copyAway(folder, manifest.id, now, options.secondPlace)
  const removed = backupsToRemove(await listBackups(folder), now)
  for (const id of removed) await removeBackup(folder, id)
  await removeLeftovers(folder, now)
  await removeReplaced(options.data, now)
  return {
    manifest,
    bytes: manifest.files.reduce((sum, file) => sum + file.bytes, 0),
    durationMs: Math.round(performance.now() - startedAt),
    removed,
    secondPlaceFault,
  }
}

async function copyAway(
  folder: string,
  id: string,
  now: number,
  settings: SecondPlaceSettings | undefined,
): Promise<string | null> {
  if (settings === undefined) return null
  try {
    const place = await openSecondPlace(settings)
    await place.put(folder, id)
    for (const old of backupsToRemove(await place.list(), now)) await place.remove(old)
    return null
  } catch (error) {
    return (error as Error).message
  }
}
