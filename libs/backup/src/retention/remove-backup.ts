import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { manifestName } from '../backup-folder.ts'

/** Removes a backup, its manifest first, so that half of one is never taken for a whole. Rejects with a system error. */
export async function removeBackup(folder: string, id: string): Promise<void> {
  await rm(join(folder, id, manifestName), { force: true })
  await rm(join(folder, id), { recursive: true, force: true })
}
