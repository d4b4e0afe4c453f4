import { setImmediate } from 'node:timers/promises'

/** How long work may go on before it lets others have their turn. */
const turnMs = 8

/** Lets long work be done in turns, so that the process goes on answering meanwhile. */
export function createPacer() {
  let since = performance.now()
  return {
    isDue: () => performance.now() - since > turnMs,
    async rest(): Promise<void> {
      await setImmediate()
      since = performance.now()
    },
  }
}
