import type { DrillReport } from '@promptbin/backup/restore'
import type { Config } from '@promptbin/config'
import { PromptBinError } from '@promptbin/errors'
import type { StateFile } from '../../state/state-file.ts'
import type { StateFolder } from '../../state/state-folder.ts'
import type { BackupManager } from '../backup-manager.ts'
import { drillTaskOf } from '../restore/task/restore-settings.ts'
import { whenDue } from '../schedule/due-schedule.ts'
import { isDue } from '../schedule/is-due.ts'
import { runTask } from '../task/run-task.ts'
import { type DrillState, parseDrillState } from './drill-state.ts'

export interface DrillManagerOptions {
  readonly config: { readonly current: Config }
  readonly folder: Pick<StateFolder, 'open'>
  readonly backups: Pick<BackupManager, 'alone' | 'state'>
  /** Milliseconds since 1970; the system's clock unless told. */
  readonly now?: () => number
  /** Does the work; in a process of its own unless told. */
  readonly run?: typeof runTask
}

/**
 * Has the newest backup restored for practice when the time has come and when somebody asks, as a backup
 * that nobody ever restored is only a hope. Remembers how the last drill went.
 */
export class DrillManager {
  readonly #options: DrillManagerOptions
  readonly #file: StateFile<DrillState>
  readonly #listeners = new Set<() => void>()
  #failures = 0
  #stopSchedule: () => void = () => {}

  constructor(options: DrillManagerOptions) {
    this.#options = options
    const empty = { since: this.#time(), last: null, failed: null }
    this.#file = options.folder.open({ name: 'drill', empty, parse: parseDrillState })
    this.#file.write(this.state)
  }

  /** How the last drill went. */
  get state(): DrillState {
    return this.#file.value
  }

  /** How many failed or could not be done, since the start. */
  get failures(): number {
    return this.#failures
  }

  /** `backup.drill_interval`, in milliseconds; 0: none is done by itself. */
  get intervalMs(): number {
    return this.#options.config.current.backup.drillIntervalMs
  }

  /** Called when one has come to its end. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener)
  }

  /** From now on drills are done by themselves, as soon as there is a backup. */
  start(): void {
    const done = () => {}
    this.#stopSchedule = whenDue({
      name: 'drill',
      isDue: () => this.#isDue,
      run: () => this.drill().then(done, done),
    })
  }

  /** No more are begun; settles when the last is remembered. */
  async close(): Promise<void> {
    this.#stopSchedule()
    await this.#file.flush()
  }

  /**
   * Restores the newest backup beside the library and compares. What is not as it should be is in the
   * report. Rejects with `PB_BACKUP_NONE_THEN`, `PB_RESTORE_NO_ROOM` and what the process fails with.
   */
  drill(): Promise<DrillReport> {
    const { backups, config, run = runTask } = this.#options
    return backups.alone(async (signal) => {
      try {
        const report = await run(drillTaskOf(config.current), { signal })
        if (!report.passed) this.#failures += 1
        this.#remember({ last: report, failed: null })
        return report
      } catch (error) {
        // One that we have ended ourselves has not failed.
        if (!signal.aborted) this.#failed(error)
        throw error
      }
    })
  }

  get #isDue(): boolean {
    const { since, last, failed } = this.state
    if (this.#options.backups.state.last === null) return false
    const facts = {
      intervalMs: this.intervalMs,
      lastMs: Date.parse(last?.at ?? since),
      failedMs: failed === null ? undefined : Date.parse(failed.at),
    }
    return isDue(facts, this.#nowMs())
  }

  #failed(error: unknown): void {
    const { code, message } =
      error instanceof PromptBinError ? error : { code: 'PB_INTERNAL', message: String(error) }
    this.#failures += 1
    this.#remember({ failed: { at: this.#time(), code, message } })
  }

  #remember(change: Partial<DrillState>): void {
    this.#file.write({ ...this.state, ...change })
    for (const listener of this.#listeners) listener()
  }

  #nowMs(): number {
    return this.#options.now?.() ?? Date.now()
  }

  #time(): string {
    return new Date(this.#nowMs()).toISOString()
  }
}
