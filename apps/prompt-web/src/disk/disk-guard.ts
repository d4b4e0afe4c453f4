import { type DiskThresholds, DiskWatch } from '@promptbin/health'
import type { Logger } from '@promptbin/logging'

export interface DiskGuardOptions {
  /** The data folder. */
  readonly folder: string
  readonly thresholds: DiskThresholds
  readonly logger: Logger
  /** Whether a supervisor watches the disk and says what is to be done. */
  readonly supervised: boolean
}

/** Whether anything may be written just now. */
export interface DiskGuard {
  readonly isReadOnly: boolean
  /** What the supervisor says. */
  setReadOnly(readOnly: boolean): void
  /** Without a supervisor: looks at the disk, now and then again and again. */
  start(): Promise<void>
  stop(): void
}

/** Decides by the free space of the data folder, or by what the supervisor decided by it. */
export function createDiskGuard(options: DiskGuardOptions): DiskGuard {
  const { folder, thresholds, logger, supervised } = options
  let isReadOnly = false
  const setReadOnly = (readOnly: boolean) => {
    if (readOnly === isReadOnly) return
    isReadOnly = readOnly
    if (readOnly)
      logger.warn({ event: 'disk.read_only' }, 'nothing is saved: the disk is nearly full')
    else logger.info({ event: 'disk.writable' }, 'there is room on the disk again')
  }
  const watch = new DiskWatch({
    folder,
    thresholds,
    onLevel: ({ level }) => setReadOnly(level === 'critical'),
  })
  return {
    get isReadOnly() {
      return isReadOnly
    },
    setReadOnly,
    start: async () => {
      if (!supervised) await watch.start()
    },
    stop: () => watch.stop(),
  }
}
