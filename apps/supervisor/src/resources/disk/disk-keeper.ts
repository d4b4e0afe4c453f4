import {
  type DiskStatus,
  type DiskThresholds,
  DiskWatch,
  type DiskWatchOptions,
} from '@promptbin/health'
import { IPC_VERSION } from '@promptbin/ipc'
import type { Logger } from '@promptbin/logging'
import type { Live } from '@promptbin/service'
import type { LifecycleFact, LimitKind } from '../../supervision/lifecycle-event.ts'
import type { ServiceControl } from '../../supervision/service-control.ts'
import { Ballast } from './ballast.ts'

export interface DiskKeeperOptions extends Pick<DiskWatchOptions, 'intervalMs' | 'read'> {
  /** The data folder. */
  readonly folder: string
  /** Whether the library is there; it is unless told. */
  readonly holdsLibrary?: boolean
  readonly thresholds: DiskThresholds
  readonly ballast: { readonly file: string; readonly bytes: Live<number> }
  readonly control: Pick<ServiceControl, 'list' | 'send' | 'onMessage'>
  /** The supervisor's own process, which the records speak of. */
  readonly processId: number
  readonly record: (fact: LifecycleFact) => void
  readonly logger: Logger
}

/**
 * Keeps the disk of the data folder from running full under the library: tells when it is scarce, and
 * when it is critical gives up the ballast and lets the services refuse changes until there is room.
 */
export class DiskKeeper {
  readonly #options: DiskKeeperOptions
  readonly #watch: DiskWatch
  readonly #ballast: Ballast
  #forget: () => void = () => {}

  constructor(options: DiskKeeperOptions) {
    const { folder, thresholds, intervalMs, read } = options
    this.#options = options
    this.#ballast = new Ballast(options.ballast)
    this.#watch = new DiskWatch({
      folder,
      thresholds,
      // What the ballast gave back is no room to go on with.
      reserveBytes: () => (this.#ballast.isThere ? 0 : this.#ballast.bytes),
      onLevel: (status, last) => this.#changed(status, last),
      ...(intervalMs !== undefined && { intervalMs }),
      ...(read && { read }),
    })
  }

  /** As last seen. */
  get status(): DiskStatus {
    return this.#watch.status
  }

  /** Whether changes are refused just now. */
  get isReadOnly(): boolean {
    return this.status.level === 'critical'
  }

  /** Whether the library is on that disk. */
  get holdsLibrary(): boolean {
    return this.#options.holdsLibrary ?? true
  }

  /** Looks at once, so that a service learns of a full disk before its first request. */
  async start(): Promise<void> {
    this.#forget = this.#options.control.onMessage((processId, { type }) => {
      if (type === 'prepared' && this.isReadOnly) this.#tell(processId)
    })
    await this.#watch.start()
    if (this.status.level === 'ample') this.#keepBallast()
  }

  /** Looks now, and does what is to be done. Never rejects. */
  look(): Promise<DiskStatus> {
    return this.#watch.look()
  }

  /** The ballast is to be another one, if there is room for it now. */
  renewBallast(): void {
    if (this.status.level === 'ample') this.#keepBallast()
  }

  stop(): void {
    this.#watch.stop()
    this.#forget()
  }

  #changed(status: DiskStatus, last: DiskStatus): void {
    if (status.level === 'critical') {
      this.#record('disk-critical', status)
      this.#freeBallast()
    } else if (last.level === 'critical') this.#record('disk-freed', status)
    else if (status.level === 'scarce') this.#record('disk-warn', status)
    if (status.level === 'ample') this.#keepBallast()
    if (this.isReadOnly === (last.level === 'critical')) return
    for (const { processId } of this.#options.control.list()) this.#tell(processId)
  }

  #tell(processId: number): void {
    const readOnly = this.isReadOnly
    this.#options.control.send(processId, { v: IPC_VERSION, type: 'disk', readOnly })
  }

  #keepBallast(): void {
    this.#ballast.make().catch((err) => {
      this.#options.logger.warn({ event: 'disk.no_ballast', err }, 'no room is kept on the disk')
    })
  }

  #freeBallast(): void {
    try {
      const freed = this.#ballast.free()
      if (freed > 0) this.#record('disk-ballast', { free: freed, limit: this.#ballast.bytes })
    } catch (err) {
      this.#options.logger.warn(
        { event: 'disk.ballast_stays', err },
        'the kept room is not given up',
      )
    }
  }

  #record(kind: LimitKind, { free, limit }: Pick<DiskStatus, 'free' | 'limit'>): void {
    const { processId, record } = this.#options
    const subject = { service: 'supervisor', worker: null, processId, pid: process.pid }
    record({ ...subject, type: 'limit', kind, value: Math.round(free), limit: Math.round(limit) })
  }
}
