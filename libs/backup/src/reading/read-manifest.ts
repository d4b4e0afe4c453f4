import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { manifestName } from '../backup-folder.ts'
import { isBackupId } from '../backup-id.ts'
import { backupDamaged, backupNotFound } from '../errors.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { parseManifest } from '../manifest/parse-manifest.ts'

/** Reads the manifest of a backup. Rejects with `PB_BACKUP_NOT_FOUND` or `PB_BACKUP_DAMAGED`. */
export async function readManifest(folder: string, id: string): Promise<Manifest> {
  if (!isBackupId(id)) throw backupNotFound(id)
  const manifest = parseManifest(await textOf(folder, id))
  if (manifest === undefined) throw backupDamaged(id, `its ${manifestName} cannot be read`)
  if (manifest.id !== id) throw backupDamaged(id, `its ${manifestName} is that of ${manifest.id}`)
  return manifest
}

async function textOf(folder: string, id: string): Promise<string> {
  try {
    return await readFile(join(folder, id, manifestName), 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') throw backupNotFound.with({ cause }, id)
    throw backupDamaged.with({ cause }, id, `its ${manifestName} cannot be read (${code})`)
  }
}
