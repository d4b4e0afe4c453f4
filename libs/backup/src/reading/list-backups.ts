import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { backupTimeOf, isBackupId } from '../backup-id.ts'
import type { BackupFile, Manifest } from '../manifest/manifest.ts'
import type { BackupEntry } from './backup-entry.ts'
import { readManifest } from './read-manifest.ts'

/**
 * The backups of a folder, the newest first, with what is wrong with damaged ones as far as their
 * manifests and the sizes of their files show it; none without a folder. Rejects with a system error.
 */
export async function listBackups(folder: string): Promise<readonly BackupEntry[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const ids = names.filter(isBackupId).sort().reverse()
  const entries: BackupEntry[] = []
  for (const id of ids) entries.push(await readEntry(folder, id))
  return entries
}

async function readEntry(folder: string, id: string): Promise<BackupEntry> {
  const about = { id, atMs: backupTimeOf(id) }
  try {
    const manifest = await readManifest(folder, id)
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0)
    return { ...about, bytes, manifest, fault: await sizeFault(join(folder, id), manifest) }
  } catch (error) {
    return { ...about, bytes: 0, manifest: null, fault: (error as Error).message }
  }
}

async function sizeFault(folder: string, { files }: Manifest): Promise<string | null> {
  for (const file of files) {
    const fault = await faultOf(join(folder, file.name), file)
    if (fault !== null) return fault
  }
  return null
}

async function faultOf(path: string, { name, bytes }: BackupFile): Promise<string | null> {
  try {
    const { size } = await stat(path)
    return size === bytes ? null : `${name} has ${size} bytes instead of ${bytes}`
  } catch (error) {
    return `${name} cannot be read (${(error as NodeJS.ErrnoException).code})`
  }
}
