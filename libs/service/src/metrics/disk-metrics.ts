import { type DiskSpace, readDiskSpace } from '@promptbin/health'
import type { Metrics } from '@promptbin/metrics'

/** What is told of a disk, by the name of the metric. */
const figures = {
  promptbin_disk_free_bytes: [
    'Room on the disk of the data folder that is left for PromptBin.',
    ({ freeBytes }) => freeBytes,
  ],
  promptbin_disk_size_bytes: [
    'Size of the disk of the data folder.',
    ({ totalBytes }) => totalBytes,
  ],
  promptbin_disk_free_inodes: [
    'Files that can still be made on the disk of the data folder.',
    ({ freeInodes }) => freeInodes,
  ],
  promptbin_disk_inodes: [
    'Files that the disk of the data folder has room for; 0 for any number.',
    ({ totalInodes }) => totalInodes,
  ],
} as const satisfies Readonly<
  Record<string, readonly [help: string, read: (space: DiskSpace) => number]>
>

/**
 * Registers how full the disk of a folder is. Only one process of an instance does so: the
 * supervisor, or prompt-web when it is alone.
 */
export function measureDisk(metrics: Metrics, folder: string): void {
  let reading: Promise<DiskSpace> | undefined
  // All figures of one scrape come from one look.
  const look = () => {
    reading ??= readDiskSpace(folder).finally(() => {
      reading = undefined
    })
    return reading
  }
  for (const [name, [help, read]] of Object.entries(figures)) {
    metrics.gauge({ name, help, read: async (gauge) => gauge.set(read(await look())) })
  }
}
