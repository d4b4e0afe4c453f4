import {
  type BackupEntry,
  type BackupReason,
  listBackups,
  type MadeBackup,
  noSecondPlace,
  removeLeftovers,
  type Verdict,
} from '@promptbin/backup'
import type { Config } from '@promptbin/config'
import { PromptBinError } from '@promptbin/errors'
import type { StateFile } from '../state/state-file.ts'
import type { StateFolder } from '../state/state-folder.ts'
import type { LifecycleIncident } from '../supervision/lifecycle-event.ts'
import {
  backupsFolder,
  createTaskOf,
  hasLibrary,
  secondPlaceOf,
  verifyTaskOf,
} from './backup-settings.ts'
import { type BackupState, parseBackupState } from './backup-state.ts'
import { backupsClosed } from './errors.ts'
import { whenDue } from './schedule/due-schedule.ts'
import { isDue } from './schedule/is-due.ts'
import { type OnSecondPlace, SecondPlaceGuard } from './second-place/second-place-guard.ts'
import { runTask } from './task/run-task.ts'

export interface BackupManagerOptions {
  readonly config: { readonly current: Config }
  readonly folder: Pick<StateFolder, 'open'>
  readonly record: (incident: LifecycleIncident) => void
  /** Milliseconds since 1970; the system's clock unless told. */
  readonly now?: () => number
  /** Does the work; in a process of its own unless told. */
  readonly run?: typeof runTask
  /** Told of each change of the breaker before the second place. */
  readonly onSecondPlace?: OnSecondPlace
}

/** Whoever changes several things one after the other needs one backup. */
const freshMs = 10 * 60 * 1_000

/** A backup that is being made. */
export interface BackupProgress {
  readonly reason: BackupReason
  /** ISO 8601, UTC. */
  readonly startedAt: string
  /** How much of the library is copied, between 0 and 1; what follows takes no long time. */
  readonly copied: number
}

/**
 * Has backups made when their time has come, when somebody asks and before something that may go
 * wrong; one at a time, each in a process of its own. Remembers how the last one went.
 */
export class BackupManager {
  /** What keeps us from asking the second place while it is away. */
  readonly secondPlace: SecondPlaceGuard
  readonly #options: BackupManagerOptions
  readonly #file: StateFile<BackupState>
  readonly #listeners = new Set<() => void>()
  readonly #closed = new AbortController()
  readonly #run: typeof runTask
  #turn: Promise<unknown> = Promise.resolve()
  #progress: BackupProgress | null = null
  #failures = 0
  #stopSchedule: () => void = () => {}

  constructor(options: BackupManagerOptions) {
    this.#options = options
    this.#run = options.run ?? runTask
    this.secondPlace = new SecondPlaceGuard(options.onSecondPlace)
    const empty = { since: this.#time(), last: null, failed: null }
    this.#file = options.folder.open({ name: 'backups', empty, parse: parseBackupState })
    this.#file.write(this.state)
  }

  /** How the last backup went. */
  get state(): BackupState {
    return this.#file.value
  }

  /** The one that is being made; null while none is. */
  get progress(): BackupProgress | null {
    return this.#progress
  }

  /** How many were to be made and were not, since the start. */
  get failures(): number {
    return this.#failures
  }

  /** `operations.backup_interval`, in milliseconds; 0: none is made by itself. */
  get intervalMs(): number {
    return this.#options.config.current.operations.backupIntervalMs
  }

  /** The folder of the backups. */
  get folder(): string {
    return backupsFolder(this.#options.config.current)
  }

  /** Called after each step of a backup, and when one is made or has failed. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener)
  }

  /** From now on backups are made by themselves. */
  start(): void {
    // Nobody else makes one here: what is unfinished was left by a process that was killed.
    this.alone(() => removeLeftovers(this.folder, this.#nowMs(), 0)).catch(() => {})
    this.#stopSchedule = whenDue({
      name: 'backup',
      isDue: () => this.#isDue,
      run: async () => {
        // State and events tell what went wrong.
        await this.create('scheduled').catch(() => {})
      },
    })
  }

  /** Ends the one that is being made; no more are. Settles when the last is remembered. */
  async close(): Promise<void> {
    this.#stopSchedule()
    this.#closed.abort()
    await this.#turn
    this.secondPlace.close()
    await this.#file.flush()
  }

  /** The backups that there are, the newest first. Rejects with a system error. */
  list(): Promise<readonly BackupEntry[]> {
    return listBackups(this.folder)
  }

  /** Those in the second place. Rejects with `PB_BACKUP_NO_SECOND_PLACE` and `PB_BACKUP_SECOND_PLACE`. */
  async listSecond(): Promise<readonly BackupEntry[]> {
    const secondPlace = secondPlaceOf(this.#options.config.current)
    if (secondPlace === undefined) throw noSecondPlace()
    const ask = () => this.#run({ job: 'list', secondPlace }, { signal: this.#closed.signal })
    return this.secondPlace.list(secondPlace.place, ask)
  }

  /** Makes a backup, after the one that is being made. Rejects with what it fails with. */
  create(reason: BackupReason): Promise<MadeBackup> {
    return this.alone(async () => {
      this.#show({ reason, startedAt: this.#time(), copied: 0 })
      try {
        const task = createTaskOf(this.#options.config.current, reason)
        const { signal } = this.#closed
        const onProgress = (copied: number, total: number) =>
          this.#copied(total === 0 ? 1 : copied / total)
        const make = () => this.#run(task, { signal, onProgress })
        const made = await (task.secondPlace ? this.secondPlace.copy(make) : make())
        this.#succeeded(made)
        return made
      } catch (error) {
        this.#failed(error)
        throw error
      } finally {
        this.#show(null)
      }
    })
  }

  /**
   * Sees that there is a backup of how things are before something that may go wrong. Settles when the
   * library is copied: what follows can go on meanwhile. One that fails is told of, and stops nobody.
   */
  async beforeChange(): Promise<void> {
    if (this.#isFresh || !hasLibrary(this.#options.config.current)) return
    const { promise: copied, resolve } = Promise.withResolvers<void>()
    const look = () => {
      if (this.#progress?.reason === 'change' && this.#progress.copied === 1) resolve()
    }
    this.#listeners.add(look)
    await Promise.race([copied, this.create('change').catch(() => {})])
    this.#listeners.delete(look)
  }

  /** Whether the last backup is so young that a change needs none of its own. */
  get #isFresh(): boolean {
    const ageMs = this.#nowMs() - Date.parse(this.state.last?.at ?? this.state.since)
    return this.state.last !== null && ageMs >= 0 && ageMs < freshMs
  }

  /** Reads all of a backup. Rejects with `PB_BACKUP_NOT_FOUND` and `PB_BACKUP_NO_IDENTITY`. */
  verify(id: string): Promise<Verdict> {
    const task = verifyTaskOf(this.#options.config.current, id)
    return this.#run(task, { signal: this.#closed.signal })
  }

  get #isDue(): boolean {
    const { since, last, failed } = this.state
    const facts = {
      intervalMs: this.intervalMs,
      lastMs: Date.parse(last?.at ?? since),
      failedMs: failed === null ? undefined : Date.parse(failed.at),
    }
    return isDue(facts, this.#nowMs())
  }

  #succeeded({ manifest, bytes, durationMs, secondPlaceFault }: MadeBackup): void {
    const { id, createdAt: at, reason } = manifest
    const last = { id, at, reason, bytes, durationMs, secondPlaceFault }
    this.#file.write({ ...this.state, last, failed: null })
    this.#options.record({
      type: 'backup-made',
      id,
      reason,
      bytes,
      ms: durationMs,
      secondPlaceFault,
    })
  }

  #failed(error: unknown): void {
    // One that we have ended ourselves has not failed.
    if (this.#closed.signal.aborted) return
    const { code, message } =
      error instanceof PromptBinError ? error : { code: 'PB_INTERNAL', message: String(error) }
    const reason = this.#progress?.reason ?? 'scheduled'
    this.#failures += 1
    this.#file.write({ ...this.state, failed: { at: this.#time(), code, message } })
    this.#options.record({ type: 'backup-failed', reason, code, message })
  }

  #copied(copied: number): void {
    if (this.#progress) this.#show({ ...this.#progress, copied })
  }

  #show(progress: BackupProgress | null): void {
    this.#progress = progress
    for (const listener of this.#listeners) listener()
  }

  /**
   * Does something while no backup is made, after what is going on; the signal ends it. Rejects with what
   * it rejects with, and with `PB_BACKUP_CLOSED`.
   */
  alone<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const { signal } = this.#closed
    const done = this.#turn.then(() => {
      if (signal.aborted) throw backupsClosed()
      return work(signal)
    })
    this.#turn = done.catch(() => {})
    return done
  }

  #nowMs(): number {
    return this.#options.now?.() ?? Date.now()
  }

  #time(): string {
    return new Date(this.#nowMs()).toISOString()
  }
}
