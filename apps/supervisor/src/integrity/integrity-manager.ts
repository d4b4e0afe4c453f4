import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { type Config, libraryPlaceOf, type PostgresPlace } from '@promptbin/config'
import { IPC_VERSION } from '@promptbin/ipc'
import type { Logger } from '@promptbin/logging'
import type { IntegrityReport } from '@promptbin/prompt-store/integrity'
import type { BackupManager } from '../backups/backup-manager.ts'
import { whenDue } from '../backups/schedule/due-schedule.ts'
import { runTask } from '../backups/task/run-task.ts'
import type { StateFile } from '../state/state-file.ts'
import type { StateFolder } from '../state/state-folder.ts'
import type { LifecycleEvent, LifecycleIncident } from '../supervision/lifecycle-event.ts'
import type { ServiceControl } from '../supervision/service-control.ts'
import { type IntegrityState, type LastCheck, parseIntegrityState } from './integrity-state.ts'
import { isCheckDue } from './is-check-due.ts'
import { checkTaskOf } from './task/integrity-task-of.ts'

export interface IntegrityManagerOptions {
  readonly config: { readonly current: Config }
  readonly folder: Pick<StateFolder, 'open'>
  readonly control: Pick<ServiceControl, 'list' | 'send' | 'onMessage'>
  /** Whoever exchanges the library or copies it takes the same turn. */
  readonly backups: Pick<BackupManager, 'alone'>
  readonly record: (incident: LifecycleIncident) => void
  readonly logger: Pick<Logger, 'warn'>
  /** Milliseconds since 1970; the system's clock unless told. */
  readonly now?: () => number
  /** Does the work; in a process of its own unless told. */
  readonly run?: typeof runTask
}

/** As many findings are remembered. */
const maxRemembered = 20

/** Ends of a process that leave the library in order. */
const orderly: ReadonlySet<string> = new Set([
  'stopped',
  'reloaded',
  'scaled-down',
  'recycled',
  'asked-for',
])

/**
 * Knows whether the library is sound: has all of it looked at once a day, and soon after it was left by a
 * crash, in a process of its own and while it is used. When it is damaged, every process is told
 * to refuse changes.
 */
export class IntegrityManager {
  readonly #options: IntegrityManagerOptions
  readonly #file: StateFile<IntegrityState>
  readonly #listeners = new Set<() => void>()
  readonly #run: typeof runTask
  #failures = 0
  #stopSchedule: () => void = () => {}

  constructor(options: IntegrityManagerOptions) {
    this.#options = options
    this.#run = options.run ?? runTask
    const none = { openSince: null, uncleanAt: null, last: null, failedAt: null }
    const empty = { ...none, since: this.#time() }
    this.#file = options.folder.open({ name: 'integrity', empty, parse: parseIntegrityState })
    options.control.onMessage((processId, { type }) => {
      if (type === 'prepared' && this.damage !== null) this.#tell(processId)
    })
  }

  /** What is known last; nothing of a library that has come in the place of another. */
  get state(): IntegrityState {
    const { value } = this.#file
    return value.last === null || value.last.inode === this.#inode()
      ? value
      : { ...value, last: null }
  }

  /** Why nothing is to be written to the library, in a sentence; null while nothing is known. */
  get damage(): string | null {
    const { last } = this.state
    if (last?.status !== 'damaged') return null
    return last.findings.find(({ subject }) => subject === 'database')?.detail ?? 'It is damaged.'
  }

  /** What whoever runs PromptBin does about a library that is not sound. */
  get advice(): string {
    return this.#options.config.current.store.url === ''
      ? '`promptbin recover --dry-run` shows what can be saved.'
      : 'What to do with PostgreSQL is in docs/postgresql.md.'
  }

  /** How many looks could not be taken to their end, since the start. */
  get failures(): number {
    return this.#failures
  }

  /** Called after each look, and when something makes one due. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener)
  }

  /**
   * From now on the library is in use, until `close`: what ends without that has left it by a crash.
   * It is looked at when it is due. Settles when that is remembered.
   */
  async start(): Promise<void> {
    const { openSince, uncleanAt } = this.state
    this.#remember({ openSince: this.#time(), uncleanAt: openSince ?? uncleanAt })
    this.#stopSchedule = whenDue({
      name: 'integrity',
      isDue: () => isCheckDue(this.state, this.#nowMs()),
      run: async () => {
        // State and log tell what went wrong.
        await this.check().catch(() => {})
      },
    })
    await this.#file.flush()
  }

  /** Takes note of what happens to processes: one of prompt-web may leave the library by a crash. */
  see(event: LifecycleEvent): void {
    if (event.type !== 'exited' || event.service !== 'prompt-web') return
    // A server of its own keeps what a process of ours has left.
    if (this.#options.config.current.store.url !== '') return
    if (!orderly.has(event.cause)) this.suspect()
  }

  /** Somebody has met something that makes a look due. */
  suspect(): void {
    if (this.state.uncleanAt === null) this.#remember({ uncleanAt: this.#time() })
  }

  /** Looks at the whole library now. Rejects with what the look fails with. */
  async check(): Promise<IntegrityReport> {
    const [at, inode] = [this.#time(), this.#inode()]
    try {
      const { config, backups } = this.#options
      const report = await backups.alone((signal) =>
        this.#run(checkTaskOf(config.current), { signal }),
      )
      this.#checked(report, { at, inode })
      return report
    } catch (err) {
      this.#failures += 1
      this.#remember({ failedAt: at })
      const fields = { event: 'library.check_failed', err }
      this.#options.logger.warn(fields, 'the library was not looked at')
      throw err
    }
  }

  /** The library has ended in order, and no more looks are taken. Settles when that is remembered. */
  async close(): Promise<void> {
    this.#stopSchedule()
    this.#remember({ openSince: null })
    await this.#file.flush()
  }

  #checked(report: IntegrityReport, of: Pick<LastCheck, 'at' | 'inode'>): void {
    const { isWhole: _, ...told } = report
    const last: LastCheck = { ...told, ...of, findings: report.findings.slice(0, maxRemembered) }
    const before = this.damage
    this.#remember({ last, uncleanAt: null, failedAt: null })
    const { status, found, durationMs: ms } = report
    this.#options.record({ type: 'library-checked', status, found, ms })
    if (this.damage === before) return
    for (const { processId } of this.#options.control.list()) this.#tell(processId)
  }

  #tell(processId: number): void {
    const message = { v: IPC_VERSION, type: 'damage', reason: this.damage } as const
    this.#options.control.send(processId, message)
  }

  /** Of the library, by which another one is known; 0 while there is none. */
  #inode(): number {
    const place = libraryPlaceOf(this.#options.config.current)
    if (place.system === 'postgresql') return databaseNumber(place)
    return statSync(place.file, { throwIfNoEntry: false })?.ino ?? 0
  }

  #remember(news: Partial<IntegrityState>): void {
    this.#file.write({ ...this.state, ...news })
    for (const listener of this.#listeners) listener()
  }

  #nowMs(): number {
    return this.#options.now?.() ?? Date.now()
  }

  #time(): string {
    return new Date(this.#nowMs()).toISOString()
  }
}

/** For each database another one. */
function databaseNumber({ shownUrl }: PostgresPlace): number {
  return createHash('sha256').update(shownUrl).digest().readUInt32BE()
}
