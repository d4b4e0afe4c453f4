import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Asker } from '@promptbin/security'
import { backupsFolderOf } from '../backup-folder.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { WantedBackup } from './choose-backup.ts'
import { type Exchanged, exchangeLibrary } from './exchange-library.ts'
import { type BackupSources, findBackup } from './find-backup.ts'
import { incomingName, prepareLibrary, removeUnfinished } from './prepare-library.ts'
import { finishSwap } from './swap/swap-library.ts'

/** What is restored where nothing runs. */
export interface RestoreOptions extends WantedBackup, Omit<BackupSources, 'folder'> {
  readonly data: string
  /** The folder with the backups; that of the data folder unless told. */
  readonly folder?: string | undefined
  /** The private key of age, if the backup is encrypted. */
  readonly identity?: string | undefined
  readonly asker?: Asker | undefined
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What was restored, and what became of the library that was there. */
export interface Restored extends Exchanged {
  readonly manifest: Manifest
}

/** A folder for a library that is made of a backup. */
export function newIncoming(data: string, id: string): string {
  return join(data, incomingName, `${id}-${randomBytes(2).toString('hex')}`)
}

/**
 * Restores a backup into a data folder on which nothing runs: a new file is made, verified and renamed,
 * and the old library is kept. Rejects with what `chooseBackup`, `prepareLibrary` and
 * `exchangeLibrary` reject with; then the library is as it was.
 */
export async function restoreLibrary(options: RestoreOptions): Promise<Restored> {
  const { data, folder = backupsFolderOf(data), identity, asker, now } = options
  await finishSwap(data)
  await removeUnfinished(data)
  const { id } = await findBackup({ ...options, folder }, options)
  const target = newIncoming(data, id)
  const manifest = await prepareLibrary({ folder, id, identity, target })
  try {
    const exchange = { data, target, backup: id, isRunning: false, asker, now }
    return { manifest, ...(await exchangeLibrary(exchange)) }
  } catch (error) {
    // What was begun to be exchanged is finished by the next start.
    if ((await finishSwap(data)) === undefined) await rm(target, { recursive: true, force: true })
    throw error
  }
}
