import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { preparePrivateFolder } from '@promptbin/config'
import { PromptBinError } from '@promptbin/errors'
import { failpoint } from '@promptbin/failpoints'
import { backupsFolderOf, databaseName, partialNameOf } from '../backup-folder.ts'
import { newBackupId } from '../backup-id.ts'
import type { OnProgress } from '../database/copy-database.ts'
import { syncPath } from '../disk/sync-path.ts'
import { backupFailed, noLibrary } from '../errors.ts'
import type { BackupReason, Manifest } from '../manifest/manifest.ts'
import { assertRoom } from './assert-room.ts'
import { fillBackup } from './fill-backup.ts'

/** What a backup is made of. */
export interface CreateBackupOptions {
  /** The data folder; its backups are in `backups/` there. */
  readonly data: string
  readonly reason: BackupReason
  /** The database of PostgreSQL that has the library; it is in the data folder unless told. */
  readonly databaseUrl?: string | undefined
  /** The configuration file in force; that of the newest generation unless told. */
  readonly configurationFile?: string
  /** Public keys of age, `age1…`; without one it is not encrypted. */
  readonly recipients?: readonly string[]
  /** Told of the pages of the database that were copied, and of all. */
  readonly onProgress?: OnProgress
  /** Milliseconds since 1970; the system's clock unless told. */
  readonly now?: () => number
}

/**
 * Makes a backup of a data folder, which may be in use. It is written beside its place, checked by
 * opening it, on the disk and only then renamed: whatever interrupts it, the folder holds whole
 * backups. Works the whole of the database through, so a process that answers requests lets another
 * one do it. Rejects with `PB_BACKUP_NO_LIBRARY` or `PB_BACKUP_FAILED`.
 */
export async function createBackup(options: CreateBackupOptions): Promise<Manifest> {
  const library = join(options.data, databaseName)
  const isFile = options.databaseUrl === undefined
  if (isFile && !existsSync(library)) throw noLibrary(library)
  const nowMs = options.now?.() ?? Date.now()
  const id = newBackupId(nowMs)
  const folder = backupsFolderOf(options.data)
  const partial = join(folder, partialNameOf(id))
  try {
    preparePrivateFolder(folder)
    await mkdir(partial, { mode: 0o700 })
    failpoint('backup.started')
    await assertRoom(folder, library, (options.recipients?.length ?? 0) > 0)
    const manifest = await fillBackup(partial, { ...options, id, nowMs })
    await rename(partial, join(folder, id))
    await syncPath(folder)
    failpoint('backup.renamed')
    return manifest
  } catch (cause) {
    await rm(partial, { recursive: true, force: true }).catch(() => {})
    if (cause instanceof PromptBinError) throw cause
    throw backupFailed.with({ cause }, (cause as Error).message)
  }
}
