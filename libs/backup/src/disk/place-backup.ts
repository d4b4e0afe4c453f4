import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { manifestName, partialNameOf } from '../backup-folder.ts'
import type { BackupFile, Manifest } from '../manifest/manifest.ts'
import { hashFile } from './hash-file.ts'
import { syncPath } from './sync-path.ts'

/** Brings one file of a backup, by its name there, to a path. */
export type Bring = (name: string, to: string) => Promise<void>

/**
 * Makes a backup appear in a folder, whole or not at all: each file is brought, compared with the
 * manifest and on the disk before the folder gets its name. Rejects with a system error, and with an
 * error for a file that came otherwise than it was written.
 */
export async function placeBackup(folder: string, manifest: Manifest, bring: Bring): Promise<void> {
  const partial = join(folder, partialNameOf(manifest.id))
  try {
    await rm(partial, { recursive: true, force: true })
    for (const file of manifest.files) await bringFile(partial, file, bring)
    await bring(manifestName, join(partial, manifestName))
    await syncPath(join(partial, manifestName))
    await syncPath(partial)
    await rename(partial, join(folder, manifest.id))
    await syncPath(folder)
  } catch (error) {
    await rm(partial, { recursive: true, force: true }).catch(() => {})
    throw error
  }
}

async function bringFile(
  partial: string,
  { name, sha256 }: BackupFile,
  bring: Bring,
): Promise<void> {
  const path = join(partial, name)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await bring(name, path)
  await syncPath(path)
  const copy = await hashFile(path)
  if (copy.sha256 !== sha256) throw new Error(`${name} arrived otherwise than it was written`)
}

/** Brings files from another folder. */
export function fromFolder(backup: string): Bring {
  return (name, to) => copyFile(join(backup, name), to)
}
