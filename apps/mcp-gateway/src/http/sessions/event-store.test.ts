import type { JSONRPCMessage } from '@modelcontextprotocol/server'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEventStore } from './event-store.ts'

const told = (n: number, text = ''): JSONRPCMessage => ({
  jsonrpc: '2.0',
  method: 'notifications/x',
  params: { n, text },
})

async function replay(store: ReturnType<typeof createEventStore>, id: string) {
  const events: JSONRPCMessage[] = []
  await store.replayEventsAfter(id, { send: async (_id, message) => void events.push(message) })
  return events
}

test('what followed an event on its stream comes again, and nothing of another stream', async () => {
  const store = createEventStore()
  const first = await store.storeEvent('one', told(1))
  await store.storeEvent('other', told(2))
  await store.storeEvent('one', told(3))
  expect(await store.getStreamIdForEventId(first)).toBe('one')
  expect(await replay(store, first)).toEqual([told(3)])
})

test('an event that only marks a place is not sent again', async () => {
  const store = createEventStore()
  const first = await store.storeEvent('one', {} as JSONRPCMessage)
  await store.storeEvent('one', {} as JSONRPCMessage)
  await store.storeEvent('one', told(1))
  expect(await replay(store, first)).toEqual([told(1)])
})

test.each(['', 'one', 'one_', 'one_0', 'one_2', 'one_x', '_', 'one_1.5', 'one_-1'])(
  'the id %j was never given',
  async (id) => {
    const store = createEventStore()
    await store.storeEvent('one', told(1))
    expect(await store.getStreamIdForEventId(id)).toBeUndefined()
  },
)

test('it keeps no more than it may, and of that the newest', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 200 }), { maxLength: 60 }), async (sizes) => {
      const store = createEventStore({ maxEvents: 10, maxBytes: 1_000 })
      const first = await store.storeEvent('one', {} as JSONRPCMessage)
      for (const [n, size] of sizes.entries()) {
        await store.storeEvent('one', told(n, 'x'.repeat(size)))
      }
      const kept = await replay(store, first)
      expect(kept.length).toBeLessThanOrEqual(10)
      expect(JSON.stringify(kept).length).toBeLessThan(1_100)
      const newest = sizes.map((size, n) => told(n, 'x'.repeat(size))).slice(-kept.length || 60)
      expect(kept).toEqual(kept.length === 0 ? [] : newest)
    }),
  )
})

test('an answer that is too large is not kept', async () => {
  const store = createEventStore({ maxBytes: 100 })
  const first = await store.storeEvent('one', told(1))
  await store.storeEvent('one', told(2, 'x'.repeat(200)))
  expect(await replay(store, first)).toEqual([])
})
