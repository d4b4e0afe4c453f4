import { arch, availableParallelism, freemem, loadavg, release, totalmem, uptime } from 'node:os'
import { version } from '@promptbin/config'
import { type DiskSpace, readDiskSpace } from '@promptbin/health'

/** The machine, and what runs here. */
export interface Machine {
  readonly promptbin: string
  /** Of Node and what is in it. */
  readonly versions: Readonly<Record<string, string | undefined>>
  readonly platform: string
  readonly release: string
  readonly arch: string
  readonly processors: number
  readonly loadAverages: readonly number[]
  readonly memory: { readonly totalBytes: number; readonly freeBytes: number }
  readonly uptimeSeconds: number
  /** Of local time to UTC. */
  readonly offsetMinutes: number
  /** Of the data folder; null where there is none. */
  readonly disk: DiskSpace | null
}

/** Describes it; names neither the machine nor its users. */
export async function readMachine(dataFolder: string): Promise<Machine> {
  return {
    promptbin: version,
    versions: process.versions,
    platform: process.platform,
    release: release(),
    arch: arch(),
    processors: availableParallelism(),
    loadAverages: loadavg(),
    memory: { totalBytes: totalmem(), freeBytes: freemem() },
    uptimeSeconds: Math.round(uptime()),
    offsetMinutes: -new Date().getTimezoneOffset(),
    disk: await readDiskSpace(dataFolder).catch(() => null),
  }
}
