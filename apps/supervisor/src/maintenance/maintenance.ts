import { IPC_VERSION } from '@promptbin/ipc'
import type { Logger } from '@promptbin/logging'
import type { StateFile } from '../state/state-file.ts'
import type { StateFolder } from '../state/state-folder.ts'
import type { ServiceControl } from '../supervision/service-control.ts'

/** Whether changes of prompts are refused, and what people are told. */
export interface MaintenanceState {
  readonly enabled: boolean
  readonly reason: string | null
  /** ISO 8601, UTC; null when there is none, as below. */
  readonly since: string | null
  /** The id of who has begun it. */
  readonly by: string | null
}

export interface MaintenanceOptions {
  readonly folder: Pick<StateFolder, 'open'>
  readonly control: Pick<ServiceControl, 'list' | 'send' | 'onMessage'>
  readonly logger: Pick<Logger, 'info' | 'warn'>
}

const none: MaintenanceState = { enabled: false, reason: null, since: null, by: null }

/** What is told where nobody has said more. */
const usualReason = 'PromptBin is being maintained.'

/**
 * Reads only, for as long as an administrator wants: remembered over restarts, and told to every
 * process that there is and that comes.
 */
export class Maintenance {
  readonly #options: MaintenanceOptions
  readonly #file: StateFile<MaintenanceState>
  readonly #listeners = new Set<() => void>()

  constructor(options: MaintenanceOptions) {
    this.#options = options
    this.#file = options.folder.open({ name: 'maintenance', empty: none, parse })
    options.control.onMessage((processId, { type }) => {
      if (type === 'prepared' && this.state.enabled) this.#tell(processId)
    })
  }

  get state(): MaintenanceState {
    return this.#file.value
  }

  /** Settles when that is on the disk; processes are told at once. */
  async begin({ reason, by }: { readonly reason?: string | undefined; readonly by: string }) {
    const since = this.state.since ?? new Date().toISOString()
    await this.#become({ enabled: true, reason: reason ?? usualReason, since, by })
    const fields = { event: 'maintenance.began', by, reason: this.state.reason }
    this.#options.logger.warn(fields, 'maintenance: prompts can be read and not changed')
  }

  /** The same for its end. */
  async end(): Promise<void> {
    if (!this.state.enabled) return
    await this.#become(none)
    this.#options.logger.info({ event: 'maintenance.ended' }, 'prompts can be changed again')
  }

  /** Called after each change. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener)
  }

  async #become(state: MaintenanceState): Promise<void> {
    this.#file.write(state)
    for (const { processId } of this.#options.control.list()) this.#tell(processId)
    for (const listener of this.#listeners) listener()
    await this.#file.flush()
  }

  #tell(processId: number): void {
    const { reason } = this.state
    this.#options.control.send(processId, { v: IPC_VERSION, type: 'maintenance', reason })
  }
}

function parse(value: unknown): MaintenanceState | undefined {
  const { enabled, reason, since, by } = value as Partial<MaintenanceState>
  const isTextOrNull = (one: unknown) => one === null || typeof one === 'string'
  if (typeof enabled !== 'boolean' || ![reason, since, by].every(isTextOrNull)) return undefined
  return { enabled, reason: reason ?? null, since: since ?? null, by: by ?? null }
}
