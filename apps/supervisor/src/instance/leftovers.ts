import { setTimeout as delay } from 'node:timers/promises'
import { isAlive } from '../process/is-alive.ts'
import type { InstanceDescription } from './instance-file.ts'

/** Services end by themselves when they lose their supervisor; an idle one needs half a second. */
const patienceMs = 5000
const pollMs = 25

/**
 * Waits for the services of an instance that was killed: they still hold its ports and finish their
 * last requests. Gives up after a while, as another process may have such a pid by now.
 */
export async function waitForLeftovers({ services }: InstanceDescription): Promise<void> {
  const giveUpAt = performance.now() + patienceMs
  while (services.some(({ pid }) => isAlive(pid)) && performance.now() < giveUpAt) {
    await delay(pollMs)
  }
}
