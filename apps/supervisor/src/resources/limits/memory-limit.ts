/** What is to be done about the memory of a process. */
export type MemoryVerdict = 'none' | 'recycle' | 'end'

/** What is known of one process. */
export interface MemoryCase {
  readonly rssBytes: number | null
  /** At which it is to be replaced. */
  readonly softLimitBytes: number
  /** Whether it takes requests: only such a one is worth replacing gracefully. */
  readonly isReady: boolean
  /** Since when its service may replace one again; ms of a clock that does not jump. */
  readonly recycledAtMs: number | undefined
  /** Whether another process of the service is being replaced just now. */
  readonly isOtherLeaving: boolean
  readonly nowMs: number
}

/** The hard limit: a quarter above the soft one is room to finish requests while being replaced. */
const hardFactor = 1.25

/**
 * A fresh process that is over the limit again at once does not leak: the limit is too low for what
 * it does, and replacing it all the time would help nobody.
 */
export const leastBetweenRecyclesMs = 60_000

/** At which a process is ended at once. */
export function hardLimitOf(softLimitBytes: number): number {
  return softLimitBytes * hardFactor
}

/**
 * Over the soft limit a process is replaced without losing a request, one at a time and not too
 * often; over the hard limit it is ended, whatever it is doing.
 */
export function judgeMemory(process: MemoryCase): MemoryVerdict {
  const { rssBytes, softLimitBytes, isReady, isOtherLeaving, recycledAtMs, nowMs } = process
  if (rssBytes === null || rssBytes <= softLimitBytes) return 'none'
  if (rssBytes > hardLimitOf(softLimitBytes)) return 'end'
  if (!isReady || isOtherLeaving) return 'none'
  const isTooSoon = recycledAtMs !== undefined && nowMs - recycledAtMs < leastBetweenRecyclesMs
  return isTooSoon ? 'none' : 'recycle'
}
