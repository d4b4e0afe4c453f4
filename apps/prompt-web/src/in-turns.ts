import { setImmediate } from 'node:timers/promises'

/** How long one request works before others have their turn. */
const turnMs = 8

/** Lets other requests have their turn. */
export async function othersTurn(): Promise<void> {
  await setImmediate()
  // The first one may still come in this turn of the loop.
  await setImmediate()
}

/** Does work that is told in steps, and lets other requests have their turn between two of them. */
export async function inTurns<Result>(steps: Iterator<unknown, Result>): Promise<Result> {
  let since = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() - since > turnMs) {
      await othersTurn()
      since = performance.now()
    }
  }
}
