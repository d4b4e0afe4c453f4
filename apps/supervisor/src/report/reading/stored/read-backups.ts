import { backupsFolderOf, listBackups } from '@promptbin/backup'
import type { OutputOf } from '@promptbin/operations'
import { describeBackup } from '../../../backups/describe-backup.ts'

/** The backups of a data folder in the form of the API, the newest first. Rejects with a system error. */
export async function readBackups(
  dataFolder: string,
): Promise<Pick<OutputOf<'list_backups'>, 'items'>> {
  const entries = await listBackups(backupsFolderOf(dataFolder))
  return { items: entries.map(describeBackup) }
}
