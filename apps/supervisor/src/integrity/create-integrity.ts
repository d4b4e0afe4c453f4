import type { Logger } from '@promptbin/logging'
import { INSTANCE_PROOF_HEADER, instanceProof, type LiveConfig } from '@promptbin/service'
import type { BackupManager } from '../backups/backup-manager.ts'
import { askLibrary } from '../backups/restore/ask-library.ts'
import type { History } from '../history/history.ts'
import type { LifecycleIncident } from '../supervision/lifecycle-event.ts'
import type { ServiceControl } from '../supervision/service-control.ts'
import { createRecoverer, type Recoverer } from './create-recoverer.ts'
import { IntegrityManager } from './integrity-manager.ts'

export interface CreateIntegrityOptions {
  readonly config: Pick<LiveConfig, 'current'>
  readonly history: Pick<History, 'events' | 'folder'>
  /** The supervisor's own, in the history. */
  readonly processId: number
  readonly control: ServiceControl
  readonly backups: Pick<BackupManager, 'alone'>
  readonly logger: Pick<Logger, 'warn'>
  readonly webUrl: string
  /** By what a process of this instance shows that it is one. */
  readonly instanceKey: string
}

/** What looks after the soundness of the library. */
export interface Integrity {
  readonly integrity: IntegrityManager
  readonly recoverer: Recoverer
}

/** Puts it together for an instance; nothing is looked at yet. */
export function createIntegrity(options: CreateIntegrityOptions): Integrity {
  const { history, processId, webUrl, instanceKey } = options
  const headers = { [INSTANCE_PROOF_HEADER]: instanceProof(instanceKey) }
  const subject = { service: 'supervisor', worker: null, processId, pid: process.pid }
  const record = (incident: LifecycleIncident) =>
    void history.events.record({ ...subject, ...incident })
  const integrity = new IntegrityManager({ ...options, folder: history.folder, record })
  const check = () => askLibrary(webUrl, headers)
  return { integrity, recoverer: createRecoverer({ ...options, integrity, record, check }) }
}
