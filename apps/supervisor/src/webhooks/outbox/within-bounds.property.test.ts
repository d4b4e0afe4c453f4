import { beginDelivery, type DeliveryState } from '@promptbin/webhooks'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Delivery } from './delivery.ts'
import { mostKept, withinBounds } from './within-bounds.ts'

const states: readonly DeliveryState[] = ['waiting', 'delivered', 'dead']

const delivery = (id: number, endpoint: string, state: DeliveryState): Delivery => ({
  id: `d${id}`,
  endpoint,
  event: { id: `e${id}`, type: 'prompt.changed', at: '', summary: '', data: {} },
  progress: { ...beginDelivery(0), state },
  attempt: null,
  isTest: false,
})

test('of each receiver the newest of each state are kept, in order, and no others', () => {
  const endpoints = fc.constantFrom('a', 'b')
  const drawn = fc.array(fc.tuple(endpoints, fc.constantFrom(...states)), {
    minLength: 500,
    maxLength: 3000,
    size: 'max',
  })
  fc.assert(
    fc.property(drawn, (those) => {
      const all = those.map(([endpoint, state], index) => delivery(index, endpoint, state))
      const { kept, overflown } = withinBounds(all)
      const expected = new Set(
        ['a', 'b'].flatMap((endpoint) =>
          states.flatMap((state) =>
            all
              .filter((one) => one.endpoint === endpoint && one.progress.state === state)
              .slice(-mostKept[state]),
          ),
        ),
      )
      expect(kept).toEqual(all.filter((one) => expected.has(one)))
      const waiting = (list: readonly Delivery[]) =>
        list.filter(({ progress }) => progress.state === 'waiting').length
      expect(overflown).toBe(waiting(all) - waiting(kept))
    }),
    { numRuns: 20 },
  )
})
