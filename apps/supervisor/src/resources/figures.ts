/**
 * What one process uses and does, as last seen; null where the system or the process does not tell.
 * Totals (`…Seconds`, `…Bytes` of I/O, `requestsHandled`) count from the start of the process.
 */
export interface Figures {
  /** Resident memory, as `ps` shows it. */
  readonly rssBytes: number | null
  /** Since the sample before; 100 is one core. */
  readonly cpuPercent: number | null
  /** CPU time of user and system. */
  readonly cpuSeconds: number | null
  /** What reached the disk, not what only went through the cache. */
  readonly readBytes: number | null
  readonly writtenBytes: number | null
  /** Open files, sockets and pipes. */
  readonly descriptors: number | null
  readonly threads: number | null
  /** 99th percentile of the event loop delay within a heartbeat. */
  readonly loopLagMs: number | null
  readonly heapUsedBytes: number | null
  /** Time spent in garbage collection within a heartbeat. */
  readonly gcPauseMs: number | null
  readonly activeRequests: number | null
  readonly requestsHandled: number | null
  readonly averageResponseMs: number | null
}

/** Every figure by name, in the order in which they are shown and stored. */
export const figureNames = [
  'rssBytes',
  'cpuPercent',
  'cpuSeconds',
  'readBytes',
  'writtenBytes',
  'descriptors',
  'threads',
  'loopLagMs',
  'heapUsedBytes',
  'gcPauseMs',
  'activeRequests',
  'requestsHandled',
  'averageResponseMs',
] as const satisfies readonly (keyof Figures)[]

export type FigureName = (typeof figureNames)[number]

/** A process of which nothing is known. */
export const noFigures: Figures = Object.freeze(
  Object.fromEntries(figureNames.map((name) => [name, null])) as Record<FigureName, null>,
)
