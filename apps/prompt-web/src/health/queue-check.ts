import type { CheckResult } from '@promptbin/health'
import type { PromptStore } from '@promptbin/prompt-store'

/** A queue that is half full refuses somebody with the next burst. */
const NEARLY_FULL = 0.5
/** As long as a reader waits at most; then he is told to come again. */
const LONG_WAIT_MS = 250

/** Tells how many wait for the store and for how long, and whether somebody was turned away. */
export function createQueueCheck(
  store: Pick<PromptStore, 'load' | 'generation'>,
): () => Promise<CheckResult> {
  let refusedBefore = 0
  return async () => {
    const startedMs = performance.now()
    // It takes next to no time itself, so this is the time of waiting.
    await store.generation()
    const waitMs = performance.now() - startedMs
    const { reads, writes } = store.load()
    const refused = reads.refused + writes.refused
    const turnedAway = refused - refusedBefore
    refusedBefore = refused
    const observed = { observedValue: reads.queued + writes.queued, observedUnit: 'jobs' }
    const complaint =
      turnedAway > 0
        ? `${turnedAway} requests to the library were turned away since the last look.`
        : isNearlyFull(reads) || isNearlyFull(writes)
          ? `${reads.queued} reads and ${writes.queued} changes wait for the library.`
          : waitMs > LONG_WAIT_MS && `The library took ${Math.round(waitMs)} ms to answer at all.`
    return complaint ? { status: 'warn', ...observed, output: complaint } : observed
  }
}

function isNearlyFull({ queued, limit }: { readonly queued: number; readonly limit: number }) {
  return queued >= limit * NEARLY_FULL
}
