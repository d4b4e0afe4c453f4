import type { BreakerStates } from './breakers/breaker-state.ts'

/** The state of a client at one moment; counts are since it was made. */
export interface PromptClientDescription {
  readonly breakers: BreakerStates
  readonly cache: {
    readonly entries: number
    readonly bytes: number
    /** Answered without asking. */
    readonly hits: number
    /** Asked. */
    readonly misses: number
    /** Answered with a copy because asking failed. */
    readonly stale: number
  }
  readonly feed: {
    readonly live: boolean
    /** The last generation that the feed told of; `undefined` before the first connection. */
    readonly generation: number | undefined
    readonly reconnects: number
  }
  readonly pool: {
    /** Open connections to prompt-web. */
    readonly connected: number
    /** Requests that are on one of them. */
    readonly running: number
    /** Requests that wait for one. */
    readonly queued: number
  }
}
