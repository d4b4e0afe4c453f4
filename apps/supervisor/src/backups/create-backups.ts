import type { Logger } from '@promptbin/logging'
import { type LiveConfig, logBreaker } from '@promptbin/service'
import type { History } from '../history/history.ts'
import { BackupManager } from './backup-manager.ts'
import { secondPlaceBreaker } from './second-place/second-place-guard.ts'

export interface CreateBackupsOptions {
  readonly config: Pick<LiveConfig, 'current'>
  readonly history: Pick<History, 'events' | 'folder'>
  /** The supervisor's own, in the history. */
  readonly processId: number
  readonly log: { readonly logger: Logger }
}

/** The backups of an instance; none is made yet. */
export function createBackups(options: CreateBackupsOptions): BackupManager {
  const { config, history, processId, log } = options
  const subject = { service: 'supervisor', worker: null, processId, pid: process.pid }
  return new BackupManager({
    config,
    folder: history.folder,
    onSecondPlace: logBreaker(log.logger, secondPlaceBreaker),
    record: (incident) => void history.events.record({ ...subject, ...incident }),
  })
}
