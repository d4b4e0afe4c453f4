import type { LiveConfig } from '@promptbin/service'
import type { History } from '../history/history.ts'
import { BackupManager } from './backup-manager.ts'

export interface CreateBackupsOptions {
  readonly config: Pick<LiveConfig, 'current'>
  readonly history: Pick<History, 'events' | 'folder'>
  /** The supervisor's own, in the history. */
  readonly processId: number
}

/** The backups of an instance; none is made yet. */
export function createBackups({ config, history, processId }: CreateBackupsOptions): BackupManager {
  const subject = { service: 'supervisor', worker: null, processId, pid: process.pid }
  return new BackupManager({
    config,
    folder: history.folder,
    record: (incident) => void history.events.record({ ...subject, ...incident }),
  })
}
