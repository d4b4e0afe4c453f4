import { type DiskSpace, readDiskSpace } from './disk-space.ts'
import { type DiskStatus, type DiskThresholds, judgeDisk, unknownDisk } from './judge-disk.ts'

export interface DiskWatchOptions {
  /** A folder on the disk. */
  readonly folder: string
  readonly thresholds: DiskThresholds
  /** Room that is to be taken back before a critical disk counts as one that is not. */
  readonly reserveBytes?: () => number
  /** Called when the level has changed. */
  readonly onLevel?: (status: DiskStatus, last: DiskStatus) => void
  /** How often it is looked; 5 s unless told. */
  readonly intervalMs?: number
  /** Looks at the disk; asks the system unless told. */
  readonly read?: (folder: string) => Promise<DiskSpace>
}

/** A minute of the heaviest import does not fill what is left between two looks. */
const defaultIntervalMs = 5000

/** Looks at a disk again and again, and tells when its level changes. */
export class DiskWatch {
  readonly #options: DiskWatchOptions
  #status = unknownDisk
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<DiskStatus> | undefined

  constructor(options: DiskWatchOptions) {
    this.#options = options
  }

  /** As last seen. */
  get status(): DiskStatus {
    return this.#status
  }

  /** Looks at once, and from now on. Settles after the first look. */
  async start(): Promise<void> {
    const { intervalMs = defaultIntervalMs } = this.#options
    this.#timer ??= setInterval(() => void this.look(), intervalMs).unref()
    await this.look()
  }

  /** Looks now. A disk that does not answer stays as it was. Never rejects. */
  look(): Promise<DiskStatus> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined
    })
    return this.#looking
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  async #look(): Promise<DiskStatus> {
    const { folder, thresholds, reserveBytes, onLevel, read = readDiskSpace } = this.#options
    const space = await read(folder).catch(() => undefined)
    if (space === undefined) return this.#status
    const last = this.#status
    const reserve = { reserveBytes: reserveBytes?.() ?? 0 }
    this.#status = judgeDisk(space, thresholds, { last: last.level, ...reserve })
    if (this.#status.level !== last.level) onLevel?.(this.#status, last)
    return this.#status
  }
}
