import type { BackupManager } from '../../backups/backup-manager.ts'
import { describeBackup } from '../../backups/describe-backup.ts'
import type { HandlersOf } from '../handlers.ts'

/** Who makes backups and knows them. */
export interface BackupHandlersOptions {
  readonly backups: Pick<BackupManager, 'create' | 'list' | 'listSecond' | 'progress' | 'verify'>
}

/** How backups are made, listed and verified. */
export function backupHandlers({
  backups,
}: BackupHandlersOptions): HandlersOf<'list_backups' | 'create_backup' | 'verify_backup'> {
  return {
    list_backups: async ({ place = 'data' }) => {
      const entries = place === 'second' ? await backups.listSecond() : await backups.list()
      return { items: entries.map(describeBackup), current: backups.progress }
    },
    create_backup: async (_input, _caller, notes) => {
      const { manifest, bytes, durationMs, removed, secondPlaceFault } =
        await backups.create('asked')
      const { id } = manifest
      notes.target = id
      notes.after = { bytes, removed: removed.length, secondPlaceFault }
      const atMs = Date.parse(manifest.createdAt)
      const backup = describeBackup({ id, atMs, bytes, manifest, fault: null })
      return { backup, durationMs, removed, secondPlaceFault }
    },
    verify_backup: ({ id }) => backups.verify(id),
  }
}
