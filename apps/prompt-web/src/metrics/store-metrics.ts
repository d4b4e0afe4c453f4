import { stat } from 'node:fs/promises'
import type { LibraryPlace } from '@promptbin/config'
import type { Metrics } from '@promptbin/metrics'
import type { PromptStore } from '@promptbin/prompt-store'

export interface StoreMetricsOptions {
  readonly metrics: Metrics
  readonly store: Pick<PromptStore, 'load'>
  readonly place: LibraryPlace
}

/** What a library in WAL mode consists of, by the end of the file's name. */
const files = { database: '', wal: '-wal' } as const

/** Registers how much waits for the store, and how large the library is that is a file. */
export function measureStore({ metrics, store, place }: StoreMetricsOptions): void {
  metrics.gauge({
    name: 'promptbin_db_queue_depth',
    help: 'Queries that wait for a thread of the store.',
    labels: ['pool'],
    read: (gauge) => {
      const { reads, writes } = store.load()
      gauge.set({ pool: 'readers' }, reads.queued)
      gauge.set({ pool: 'writer' }, writes.queued)
    },
  })
  metrics.counter({
    name: 'promptbin_db_queue_refused_total',
    help: 'Queries that the store refused, as too many waited or one had waited too long.',
    labels: ['pool'],
    read: (counter) => {
      const { reads, writes } = store.load()
      counter.inc({ pool: 'readers' }, reads.refused)
      counter.inc({ pool: 'writer' }, writes.refused)
    },
  })
  if (place.system === 'sqlite') measureFiles(metrics, place.file)
}

function measureFiles(metrics: Metrics, file: string): void {
  metrics.gauge({
    name: 'promptbin_db_file_bytes',
    help: 'Size of the files of the library: the database, and the log of its latest changes.',
    labels: ['file'],
    isShared: true,
    read: async (gauge) => {
      for (const [name, ending] of Object.entries(files)) {
        gauge.set({ file: name }, await sizeOf(`${file}${ending}`))
      }
    },
  })
}

/** 0 for a file that is not there: the log goes when the last one closes the database. */
async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined)
  return found?.size ?? 0
}
