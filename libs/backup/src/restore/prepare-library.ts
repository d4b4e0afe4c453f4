import { constants } from 'node:fs'
import { copyFile, mkdir, readdir, rm, statfs } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { preparePrivateFolder } from '@promptbin/config'
import { failpoint } from '@promptbin/failpoints'
import { fillLibrary, upgradeLibrary } from '@promptbin/prompt-store/restoring'
import { databaseName, exportName } from '../backup-folder.ts'
import { isBackupId } from '../backup-id.ts'
import { stageCompanions } from '../companions/stage-companions.ts'
import { hashFile } from '../disk/hash-file.ts'
import { syncPath } from '../disk/sync-path.ts'
import { backupDamaged } from '../errors.ts'
import { exportedPrompts } from '../exported/exported-prompts.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { openBackup } from '../reading/open-backup.ts'
import { verifyBackup } from '../reading/verify-backup.ts'
import { restoreNoRoom } from './errors.ts'

/** Of which backup a library is made, and where. */
export interface PrepareOptions {
  /** The folder with the backups. */
  readonly folder: string
  readonly id: string
  /** The private key of age, if the backup is encrypted. */
  readonly identity?: string | undefined
  /** A folder that is not there yet, on the disk on which the library is to be. */
  readonly target: string
}

/** What is left free on a disk that others write to as well. */
const spareBytes = 32 * 2 ** 20

const mebibyte = 2 ** 20

/**
 * Makes a library of a backup that was verified, in a new folder, as this program wants it, and what goes
 * with it beside it. Nothing is left of it when that fails. Takes as long as reading the backup three times. Rejects with
 * `PB_BACKUP_NOT_FOUND`, `PB_BACKUP_DAMAGED`, `PB_BACKUP_ENCRYPTED`, `PB_BACKUP_ONLY_TABLES`,
 * `PB_RESTORE_NO_ROOM`, `PB_STORE_NEWER`.
 */
export async function prepareLibrary(options: PrepareOptions): Promise<Manifest> {
  const { folder, id, target, identity } = options
  const reading = identity === undefined ? {} : { identity }
  const { faults } = await verifyBackup(folder, id, reading)
  if (faults[0] !== undefined) throw backupDamaged(id, faults[0])
  preparePrivateFolder(dirname(target))
  await mkdir(target, { mode: 0o700 })
  try {
    const opened = await openBackup(folder, id, reading)
    try {
      await checkRoom(target, opened.manifest)
      const { manifest, database } = opened
      await makeLibrary(database, join(target, databaseName), manifest)
      await stageCompanions({ backup: join(folder, id), manifest, identity, target })
      return manifest
    } finally {
      await opened.close()
    }
  } catch (error) {
    await rm(target, { recursive: true, force: true })
    throw error
  }
}

/** Removes what interrupted restores and drills have left beside the library. */
export async function removeUnfinished(data: string): Promise<void> {
  const folder = join(data, incomingName)
  const names = await readdir(folder).catch(() => [])
  const ours = names.filter((name) => isBackupId(name.slice(0, name.lastIndexOf('-'))))
  for (const name of ours) await rm(join(folder, name), { recursive: true, force: true })
}

/** Where libraries are made that are not in use yet, in the data folder. */
export const incomingName = 'incoming'

async function checkRoom(target: string, { files }: Manifest): Promise<void> {
  const { bavail, bsize } = await statfs(target)
  const bytes = sizeOf(files) + spareBytes
  const free = bavail * bsize
  if (free < bytes) throw restoreNoRoom(Math.ceil(bytes / mebibyte), Math.floor(free / mebibyte))
}

const sizeOf = (files: Manifest['files']) =>
  files.find(({ name }) => isLibrary(basename(name)))?.bytes ?? 0

const isLibrary = (name: string) => name.startsWith(databaseName) || name.startsWith(exportName)

async function makeLibrary(from: string, to: string, manifest: Manifest): Promise<void> {
  if (manifest.library === 'export') await fillLibrary(to, exportedPrompts(from))
  else await copyDatabase(from, to, manifest)
  await syncPath(to)
}

async function copyDatabase(from: string, to: string, manifest: Manifest): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_FICLONE)
  failpoint('restore.copied')
  await syncPath(to)
  const written = manifest.files.find(({ name }) => name === databaseName)
  // That of an encrypted backup was checked by the cipher.
  if (written !== undefined && (await hashFile(to)).sha256 !== written.sha256) {
    throw backupDamaged(manifest.id, 'its copy is not as it was written')
  }
  failpoint('restore.verified')
  upgradeLibrary(to)
}
