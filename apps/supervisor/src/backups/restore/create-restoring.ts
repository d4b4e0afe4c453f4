import { INSTANCE_PROOF_HEADER, instanceProof, type LiveConfig } from '@promptbin/service'
import type { History } from '../../history/history.ts'
import type { ServiceControl } from '../../supervision/service-control.ts'
import type { BackupManager } from '../backup-manager.ts'
import { DrillManager } from '../drill/drill-manager.ts'
import { askLibrary } from './ask-library.ts'
import { createRestorer, type Restorer } from './create-restorer.ts'
import { exchangeWhilePaused } from './exchange-while-paused.ts'

export interface CreateRestoringOptions {
  readonly config: Pick<LiveConfig, 'current'>
  readonly history: Pick<History, 'folder'>
  readonly backups: BackupManager
  readonly control: ServiceControl
  readonly webUrl: string
  /** By what a process of this instance shows that it is one. */
  readonly instanceKey: string
}

/** What an instance does with its backups; nothing is done yet. */
export interface Restoring {
  readonly restorer: Restorer
  readonly drills: DrillManager
}

/** Puts together what restores, and what practises it. */
export function createRestoring(options: CreateRestoringOptions): Restoring {
  const { control, history, webUrl, instanceKey } = options
  const headers = { [INSTANCE_PROOF_HEADER]: instanceProof(instanceKey) }
  const check = () => askLibrary(webUrl, headers)
  return {
    restorer: createRestorer({
      ...options,
      isRunning: true,
      whilePaused: (steps) => exchangeWhilePaused({ ...steps, control, check }),
    }),
    drills: new DrillManager({ ...options, folder: history.folder }),
  }
}
