import { join } from 'node:path'
import type { Logger } from '@promptbin/logging'
import { type LiveConfig, liveThresholds } from '@promptbin/service'
import { findOwnControlGroup } from '../control-group/own-control-group.ts'
import type { LifecycleFact } from '../supervision/lifecycle-event.ts'
import type { ProcessSnapshot, ServiceControl } from '../supervision/service-control.ts'
import { DiskKeeper } from './disk/disk-keeper.ts'
import type { Figures } from './figures.ts'
import { FiguresHistory } from './history/figures-history.ts'
import type { MemoryLeniency } from './limits/memory-limit.ts'
import { type MeasuredProcess, ProcessLimits } from './process-limits.ts'
import { createSampler, type Sampler } from './sampling/sampler.ts'

export interface ResourcesOptions {
  readonly config: Pick<LiveConfig, 'current'>
  /** The soft limit of a service's processes, in bytes; undefined for one without. */
  readonly softLimitOf: (service: string) => number | undefined
  /** What is overlooked of a process; nothing unless told. */
  readonly leniencyFor?: (processId: number) => MemoryLeniency
  readonly control: Pick<ServiceControl, 'list' | 'recycle' | 'endProcess' | 'send' | 'onMessage'>
  readonly dataFolder: string
  readonly stateFolder: string
  /** The supervisor's own process. */
  readonly processId: number
  readonly record: (fact: LifecycleFact) => void
  readonly logger: Logger
  /** How long a process must have been ready to be replaced; see `judgeMemory`. */
  readonly leastLifeMs?: number
}

/** Often enough to see a process grow, and rarely enough to cost 0.05 % of a core. */
const sampleMs = 1000

type Running = ProcessSnapshot & { readonly pid: number }

/** What the instance uses: sampled, remembered, and held to its limits. */
export class Resources {
  readonly history: FiguresHistory
  readonly disk: DiskKeeper
  readonly #options: ResourcesOptions
  readonly #limits: ProcessLimits
  readonly #sampler: Sampler
  #timer: NodeJS.Timeout | undefined

  constructor(options: ResourcesOptions) {
    const { config, control, dataFolder, stateFolder, logger } = options
    const { monitoring } = config.current
    const now = () => performance.now()
    this.#options = options
    this.#sampler = createSampler({ now })
    this.#limits = new ProcessLimits({
      ...options,
      cpuPercent: () => config.current.monitoring.cpuLimit,
      controlGroup: findOwnControlGroup(),
      now,
    })
    this.history = new FiguresHistory({
      folder: stateFolder,
      retentionMs: monitoring.metricsRetentionMs,
      log: logger,
    })
    this.disk = new DiskKeeper({
      ...options,
      folder: dataFolder,
      holdsLibrary: config.current.store.url === '',
      thresholds: liveThresholds(config),
      ballast: {
        file: join(dataFolder, 'ballast'),
        bytes: () => config.current.operations.ballastBytes,
      },
      control,
    })
  }

  /** Begins to look; settles when the disk was seen. Call it before the services are started. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => this.sample(), sampleMs).unref()
    await this.disk.start()
  }

  /** What a process used when it was seen last; null when it never was. */
  figuresOf(processId: number): Figures | null {
    return this.history.latestOf(processId)
  }

  /** Takes the figures of this moment, and does what follows from them. */
  sample(): void {
    const running = this.#options.control.list().filter(isRunning)
    const { processId } = this.#options
    const own = { processId, pid: process.pid, heartbeat: undefined }
    const figures = this.#sampler.sample([own, ...running])
    const measured = running.flatMap((snapshot): MeasuredProcess[] => {
      const known = figures.get(snapshot.processId)
      return known ? [{ snapshot, figures: known }] : []
    })
    this.#remember(measured, figures.get(processId))
    this.#limits.enforce(measured)
  }

  /** Settles when what is known is on the disk, or cannot be. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    this.disk.stop()
    await this.history.close()
  }

  #remember(measured: readonly MeasuredProcess[], own: Figures | undefined): void {
    const self = { service: 'supervisor', worker: 0, processId: this.#options.processId }
    const samples = measured.map(({ snapshot, figures }) => {
      const { service, worker, processId, pid = null } = snapshot
      return { service, worker, processId, pid, figures }
    })
    if (own) samples.unshift({ ...self, pid: process.pid, figures: own })
    this.history.add(Date.now(), samples, { isWritable: !this.disk.isReadOnly })
  }
}

function isRunning(snapshot: ProcessSnapshot): snapshot is Running {
  return snapshot.pid !== undefined && snapshot.endedAt === undefined
}
