import type { DeliveryState } from '@promptbin/webhooks'
import type { Delivery } from './delivery.ts'

/** How many deliveries of each receiver are kept in each state; a message is some hundred bytes. */
export const mostKept: Readonly<Record<DeliveryState, number>> = {
  waiting: 1000,
  delivered: 100,
  dead: 200,
}

/**
 * The newest of each receiver and state. Of what waits and is too much the oldest go, as what happens
 * now matters most: `overflown` tells how many those are.
 */
export function withinBounds(deliveries: readonly Delivery[]): {
  readonly kept: readonly Delivery[]
  readonly overflown: number
} {
  const counts = new Map<string, number>()
  let overflown = 0
  const kept = deliveries.toReversed().filter(({ endpoint, progress: { state } }) => {
    const key = `${endpoint} ${state}`
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    if (count <= mostKept[state]) return true
    if (state === 'waiting') overflown += 1
    return false
  })
  return { kept: kept.toReversed(), overflown }
}
