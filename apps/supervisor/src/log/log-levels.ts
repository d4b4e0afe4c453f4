import { IPC_VERSION } from '@promptbin/ipc'
import type { Logger, LogLevel } from '@promptbin/logging'
import { serviceUnknown } from '../errors.ts'
import type { ServiceControl } from '../supervision/service-control.ts'

/** What a service logs at least. */
export interface ServiceLogLevel {
  readonly service: string
  readonly level: LogLevel
  /** What the configuration says, and what holds again after a reload. */
  readonly configured: LogLevel
}

export interface LogLevelsOptions {
  readonly control: Pick<ServiceControl, 'list' | 'send' | 'snapshotOf' | 'onMessage'>
  /** Those that are supervised. */
  readonly serviceNames: readonly string[]
  /** That of the supervisor itself. */
  readonly logger: Pick<Logger, 'level'>
  /** By the configuration of now. */
  readonly configured: () => LogLevel
}

const own = 'supervisor'

/** The log levels of an instance while it runs: changed at once, for all processes of a service. */
export class LogLevels {
  readonly #options: LogLevelsOptions
  readonly #changed = new Map<string, LogLevel>()

  constructor(options: LogLevelsOptions) {
    this.#options = options
    // A process that is started meanwhile comes with what the configuration says.
    options.control.onMessage((processId, { type }) => {
      const service = type === 'prepared' && options.control.snapshotOf(processId)?.service
      const level = service && this.#changed.get(service)
      if (level) this.#send(processId, level)
    })
  }

  /** Those of all services, the supervisor last. */
  list(): readonly ServiceLogLevel[] {
    const configured = this.#options.configured()
    return this.#names.map((service) => ({
      service,
      level: this.#changed.get(service) ?? configured,
      configured,
    }))
  }

  /** Holds until it is set again or the service is reloaded. Throws `PB_SERVICE_UNKNOWN`. */
  set(level: LogLevel, service?: string): void {
    for (const name of this.#meant(service)) {
      this.#changed.set(name, level)
      this.#apply(name)
    }
  }

  /** From now on what the configuration says. Throws `PB_SERVICE_UNKNOWN`. */
  reset(service?: string): void {
    for (const name of this.#meant(service)) {
      this.#changed.delete(name)
      this.#apply(name)
    }
  }

  /** Tells all processes once more, after they went by another configuration for a moment. */
  reapply(): void {
    for (const name of this.#changed.keys()) this.#apply(name)
  }

  get #names(): readonly string[] {
    return [...this.#options.serviceNames, own]
  }

  #meant(service: string | undefined): readonly string[] {
    if (service === undefined) return this.#names
    if (this.#names.includes(service)) return [service]
    throw serviceUnknown(service, this.#names.join(' and '))
  }

  #apply(service: string): void {
    const level = this.#changed.get(service) ?? this.#options.configured()
    if (service === own) this.#options.logger.level = level
    for (const process of this.#options.control.list()) {
      if (process.service === service) this.#send(process.processId, level)
    }
  }

  #send(processId: number, level: LogLevel): void {
    this.#options.control.send(processId, { v: IPC_VERSION, type: 'log-level', level })
  }
}
