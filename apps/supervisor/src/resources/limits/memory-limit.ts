/** What is to be done about the memory of a process. */
export type MemoryVerdict = 'none' | 'recycle' | 'end'

/**
 * What is overlooked of a process that has grown at our own wish: `all` while it does, `hard` when it
 * is left with more memory than it needs, so that it is replaced rather than ended.
 */
export type MemoryLeniency = 'none' | 'hard' | 'all'

/** What is known of one process. */
export interface MemoryCase {
  readonly rssBytes: number | null
  /** At which it is to be replaced. */
  readonly softLimitBytes: number
  /** Whether it takes requests: only such a one is worth replacing gracefully. */
  readonly isReady: boolean
  /** How long it has been ready. */
  readonly readyForMs: number
  /** Whether a process of the service is being replaced just now. */
  readonly isReplacing: boolean
  readonly leniency?: MemoryLeniency
  /** How long one must have been ready to be replaced; `leastLifeMs` unless told. */
  readonly leastLifeMs?: number
}

/** The hard limit: a quarter above the soft one is room to finish requests while being replaced. */
const hardFactor = 1.25

/**
 * A fresh process that is over the limit again within this time does not leak: the limit is too low
 * for what it does, and replacing it all the time would help nobody.
 */
export const leastLifeMs = 60_000

/** At which a process is ended at once. */
export function hardLimitOf(softLimitBytes: number): number {
  return softLimitBytes * hardFactor
}

/**
 * Over the soft limit a process is replaced without losing a request, one at a time and not too
 * often; over the hard limit it is ended, whatever it is doing.
 */
export function judgeMemory(process: MemoryCase): MemoryVerdict {
  const { rssBytes, softLimitBytes, isReady, isReplacing, readyForMs, leniency = 'none' } = process
  if (rssBytes === null || rssBytes <= softLimitBytes || leniency === 'all') return 'none'
  if (rssBytes > hardLimitOf(softLimitBytes) && leniency === 'none') return 'end'
  const isTooYoung = readyForMs < (process.leastLifeMs ?? leastLifeMs)
  return !isReady || isReplacing || isTooYoung ? 'none' : 'recycle'
}
