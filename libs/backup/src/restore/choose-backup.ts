import { schemaVersion } from '@promptbin/prompt-store/restoring'
import { backupNotFound } from '../errors.ts'
import type { BackupEntry } from '../reading/backup-entry.ts'
import { noBackupThen } from './errors.ts'

/** Which backup is meant; without both the newest good one. */
export interface WantedBackup {
  readonly id?: string | undefined
  /** The library as it was then, in milliseconds since 1970. */
  readonly atMs?: number | undefined
  /** Whether it has to hold all tables of a database of PostgreSQL. */
  readonly isWhole?: boolean | undefined
}

/**
 * The backup that is meant: by its name whatever its state is, else the newest good one that is not
 * younger than the time, and whose library is not of a newer PromptBin. Throws `PB_BACKUP_NOT_FOUND`, `PB_BACKUP_NONE_THEN`.
 */
export function chooseBackup(
  entries: readonly BackupEntry[],
  { id, atMs, isWhole = false }: WantedBackup,
): BackupEntry {
  if (id !== undefined) {
    const named = entries.find((entry) => entry.id === id)
    if (named === undefined) throw backupNotFound(id)
    return named
  }
  const before = atMs ?? Number.POSITIVE_INFINITY
  const chosen = entries
    .filter((entry) => entry.fault === null && entry.atMs <= before)
    .filter(isWhole ? hasTables : isReadable)
    .reduce<BackupEntry | undefined>(
      (newest, entry) => (newest === undefined || entry.atMs > newest.atMs ? entry : newest),
      undefined,
    )
  if (chosen !== undefined) return chosen
  throw noBackupThen(atMs === undefined ? 'at all' : `of ${new Date(atMs).toISOString()} or before`)
}

/** Whether this program knows the form of the library in it, and finds prompts there. */
function isReadable({ manifest }: BackupEntry): boolean {
  if (manifest === null) return true
  return manifest.library !== 'tables' && manifest.schemaVersion <= schemaVersion
}

/** A schema that is too new is told of by name. */
const hasTables = ({ manifest }: BackupEntry) => manifest?.tables !== undefined
