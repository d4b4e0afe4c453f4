import type { BreakerKind } from './breaker-state.ts'
import type { LibraryBreaker } from './library-breaker.ts'

export interface RecoveryOptions {
  readonly breakers: Readonly<Record<BreakerKind, LibraryBreaker>>
  /** Reads something small from prompt-web, past the breakers; rejects when that fails. */
  readonly ask: () => Promise<unknown>
  /** 0 to 1. */
  readonly random: () => number
}

/** Looks after open breakers, so that they close although nobody calls. */
export interface Recovery {
  /** Says that a breaker has opened. */
  watch(): void
  stop(): void
}

/**
 * The time between two looks, spread by a fifth either way. With the second that a look may take
 * it keeps the promise that everything is well again within 2 s.
 */
const intervalMs = 500

/**
 * While a breaker is open it asks prompt-web for something small now and then, and closes the
 * breakers when that works. A read tells nothing about writes that were refused by an answer, as
 * with a full disk: that breaker waits for a trial of its own.
 */
export function createRecovery({ breakers, ask, random }: RecoveryOptions): Recovery {
  const { reads, writes } = breakers
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  const isNeeded = () =>
    reads.state() !== 'closed' || (writes.state() !== 'closed' && writes.failedUnanswered())

  async function look() {
    try {
      await ask()
      if (stopped) return
      reads.recover()
      if (writes.failedUnanswered()) writes.recover()
    } catch {
      // It is not back yet; whoever calls hears of it.
    }
    timer = undefined
    watch()
  }

  function watch() {
    if (stopped || timer !== undefined || !isNeeded()) return
    timer = setTimeout(() => void look(), intervalMs * (0.8 + 0.4 * random())).unref()
  }

  return {
    watch,
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}
