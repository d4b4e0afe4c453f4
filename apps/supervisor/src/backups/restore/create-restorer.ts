import { join } from 'node:path'
import { finishSwap, swapLibrary } from '@promptbin/backup/swap'
import { type Config, libraryPlaceOf } from '@promptbin/config'
import type { ImportCounts } from '@promptbin/prompts'
import type { Asker } from '@promptbin/security'
import type { BackupManager } from '../backup-manager.ts'
import { runTask } from '../task/run-task.ts'
import type { PausedExchange } from './exchange-while-paused.ts'
import type { LibraryAccess } from './restore-prompt.ts'
import { backUpBefore } from './safety-backup.ts'
import { exchangeTaskOf, prepareTaskOf, readPromptTaskOf } from './task/restore-settings.ts'
import type { BackupChoice, FoundPrompt, Prepared, RestoreOutcomes } from './task/restore-task.ts'

export interface RestorerOptions {
  readonly config: { readonly current: Config }
  readonly backups: Pick<BackupManager, 'alone' | 'create'>
  /** Whether that is done inside of a supervisor that runs. */
  readonly isRunning: boolean
  /** Exchanges the library while nobody has it open. */
  readonly whilePaused: <Result>(
    steps: Pick<PausedExchange<Result>, 'exchange' | 'goBack'>,
  ) => Promise<Result>
  /** Does the work; in a process of its own unless told. */
  readonly run?: typeof runTask
}

/** What was restored, or would be. */
export interface RestoreOutcome extends Omit<Prepared, 'target'> {
  /** What became of the library from before; null after a trial. */
  readonly exchanged: RestoreOutcomes['exchange'] | null
  /** What became of each prompt where PostgreSQL has the library; else null. */
  readonly imported: ImportCounts | null
  /** The backup that was made before; null if none could be made, or for a trial. */
  readonly safetyBackup: string | null
}

/** Restores backups of a data folder. */
export interface Restorer {
  /**
   * Makes a library of the backup that is meant, a backup of now, and exchanges that for the present one;
   * a trial stops before that. Into a database of PostgreSQL its prompts are brought by prompt-web, which
   * is asked by `access`. Rejects with what libs/backup rejects it with, and with
   * `PB_RESTORE_FAILED`; then the library is as it was.
   */
  restore(
    choice: BackupChoice & { readonly isTrial: boolean },
    asker: Asker,
    access: LibraryAccess,
  ): Promise<RestoreOutcome>
  /** Reads one prompt of a backup. Rejects with `PB_BACKUP_PROMPT_UNKNOWN` and as `restore` does. */
  read(choice: BackupChoice, name: string): Promise<FoundPrompt>
}

/** Puts together what restores. */
export function createRestorer(options: RestorerOptions): Restorer {
  const { config, backups, run = runTask } = options
  return {
    async restore({ isTrial, ...choice }, asker, access) {
      if (libraryPlaceOf(config.current).system === 'postgresql') {
        const { bringIntoDatabase } = await import('./into-database/bring-into-database.ts')
        return bringIntoDatabase(options, { isTrial, ...choice }, access)
      }
      // First, as the backup of now would be the newest one.
      const prepared = await backups.alone((signal) =>
        run(prepareTaskOf(config.current, choice, isTrial), { signal }),
      )
      const { target: _, ...about } = prepared
      if (isTrial) return { ...about, exchanged: null, imported: null, safetyBackup: null }
      const safetyBackup = await backUpBefore(config.current, backups)
      const exchanged = await backups.alone((signal) =>
        exchange(options, { prepared, asker, signal }),
      )
      return { ...about, exchanged, imported: null, safetyBackup }
    },
    read: (choice, name) =>
      backups.alone((signal) => run(readPromptTaskOf(config.current, choice, name), { signal })),
  }
}

/** What is told of an exchange of which nobody could say how it went. */
const unknown = { auditRecords: null, keepsAccess: false, auditTrail: null, receivers: null }

interface ExchangeNow {
  readonly prepared: Prepared
  readonly asker: Asker
  readonly signal: AbortSignal
}

function exchange(
  { config, isRunning, whilePaused, run = runTask }: RestorerOptions,
  { prepared, asker, signal }: ExchangeNow,
): Promise<RestoreOutcomes['exchange']> {
  const { dataDir: data } = config.current
  return whilePaused({
    exchange: async () => {
      try {
        return await run(exchangeTaskOf(config.current, prepared, { asker, isRunning }), {
          signal,
        })
      } catch (error) {
        // Its process may have been ended in the middle; then it is carried out.
        const finished = await finishSwap(data)
        if (finished === undefined) throw error
        const replaced = finished.replaced === null ? null : join(data, finished.replaced)
        return { ...unknown, replaced }
      }
    },
    goBack: async ({ replaced }) => {
      if (replaced !== null) await swapLibrary({ data, incoming: replaced, now: Date.now() })
    },
  })
}
