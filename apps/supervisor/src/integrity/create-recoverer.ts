import type { Recovery } from '@promptbin/backup/salvage'
import { swapLibrary } from '@promptbin/backup/swap'
import type { Config } from '@promptbin/config'
import type { Asker } from '@promptbin/security'
import type { BackupManager } from '../backups/backup-manager.ts'
import { exchangeWhilePaused } from '../backups/restore/exchange-while-paused.ts'
import { runTask } from '../backups/task/run-task.ts'
import type { LifecycleIncident } from '../supervision/lifecycle-event.ts'
import type { ServiceControl } from '../supervision/service-control.ts'
import type { IntegrityManager } from './integrity-manager.ts'
import { recoverTaskOf } from './task/integrity-task-of.ts'

export interface RecovererOptions {
  readonly config: { readonly current: Config }
  readonly backups: Pick<BackupManager, 'alone'>
  readonly control: Pick<ServiceControl, 'list' | 'pauseService' | 'startService'>
  readonly integrity: Pick<IntegrityManager, 'check'>
  readonly record: (incident: LifecycleIncident) => void
  /** Rejects if prompt-web does not serve the library. */
  readonly check: () => Promise<void>
  /** Does the work; in a process of its own unless told. */
  readonly run?: typeof runTask
}

/** Recovers a damaged library while an instance runs. */
export interface Recoverer {
  /**
   * Makes the library anew while prompt-web pauses, and goes back to the damaged one if the new one is
   * not served; a trial disturbs nobody. Rejects with what `recoverLibrary` rejects with, and
   * with `PB_RESTORE_FAILED`; then the library is as it was.
   */
  recover(options: { readonly isTrial: boolean }, asker: Asker): Promise<Recovery>
}

/** Puts together what recovers while an instance runs. */
export function createRecoverer(options: RecovererOptions): Recoverer {
  const { config, backups, control, integrity, record, check, run = runTask } = options
  return {
    async recover({ isTrial }, asker) {
      const task = recoverTaskOf(config.current, { isTrial, asker })
      const recovery = await backups.alone((signal) => {
        const make = () => run(task, { signal })
        return isTrial
          ? make()
          : exchangeWhilePaused({ control, check, exchange: make, goBack: (made) => goBack(made) })
      })
      if (isTrial) return recovery
      const { prompts, versions } = recovery.saved
      const lost = prompts.lost.length + versions.lost.length
      record({ type: 'library-recovered', prompts: prompts.kept, lost, backup: recovery.backup })
      await integrity.check()
      return recovery
    },
  }

  async function goBack({ replaced }: Recovery): Promise<void> {
    const { dataDir: data } = config.current
    if (replaced !== null) await swapLibrary({ data, incoming: replaced, now: Date.now() })
  }
}
