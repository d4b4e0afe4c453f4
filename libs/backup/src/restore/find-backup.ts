import { PromptBinError } from '@promptbin/errors'
import type { BackupEntry } from '../reading/backup-entry.ts'
import { listBackups } from '../reading/list-backups.ts'
import type { SecondPlace } from '../second-place/second-place.ts'
import { chooseBackup, type WantedBackup } from './choose-backup.ts'

/** Where backups are looked for. */
export interface BackupSources {
  /** The folder with the backups. */
  readonly folder: string
  /** Where they are kept a second time. */
  readonly secondPlace?: SecondPlace | undefined
  /** Whether only the second place counts; else it does where the folder has not what is wanted. */
  readonly fromSecondPlace?: boolean | undefined
}

/**
 * The backup that is meant, which is in the folder afterwards: one of the second place is brought there.
 * Rejects with `PB_BACKUP_NOT_FOUND`, `PB_BACKUP_NONE_THEN`, `PB_BACKUP_SECOND_PLACE`.
 */
export async function findBackup(
  { folder, secondPlace, fromSecondPlace = false }: BackupSources,
  wanted: WantedBackup,
): Promise<BackupEntry> {
  const here = await listBackups(folder)
  if (secondPlace === undefined) return chooseBackup(here, wanted)
  const chosen = fromSecondPlace ? undefined : chosenOf(here, wanted)
  if (chosen !== undefined) return chosen
  const there = chooseBackup(await secondPlace.list(), wanted)
  const isHere = here.some(({ id, fault }) => id === there.id && fault === null)
  if (!isHere) await secondPlace.fetch(there.id, folder)
  return there
}

function chosenOf(entries: readonly BackupEntry[], wanted: WantedBackup): BackupEntry | undefined {
  try {
    return chooseBackup(entries, wanted)
  } catch (error) {
    if (error instanceof PromptBinError) return undefined
    throw error
  }
}
