import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPlaces, type Place, type PlaceKind } from './places.ts'

const local = { principalId: 'local', address: '127.0.0.1' }
const somebody = { principalId: 'token-1', address: '10.0.0.1' }

test('everything that stays counts together', () => {
  const places = createPlaces({ limit: 3 })
  for (const kind of ['session', 'stream', 'pipe'] as const) places.take(kind, local)
  expect(() => places.take('sse', local)).toThrow(
    expect.objectContaining({ code: 'PB_MCP_CONNECTIONS_EXHAUSTED', status: 503 }),
  )
  expect(places.refused).toEqual({ full: 1, share: 0 })
})

test('one client that is known holds at most its share; those of this machine cannot be told apart', () => {
  const places = createPlaces({ limit: 4 })
  for (let n = 0; n < 2; n++) places.take('session', somebody)
  expect(() => places.take('session', somebody)).toThrow(
    expect.objectContaining({ code: 'PB_MCP_CLIENT_SHARE_EXHAUSTED' }),
  )
  const elsewhere = { ...somebody, address: '10.0.0.2' }
  places.take('session', elsewhere)
  places.take('session', local)
  expect(places.taken).toBe(4)
})

test('a place is free again once, however often it is released', () => {
  const places = createPlaces({ limit: 1 })
  const place = places.take('stream', local)
  place.release()
  place.release()
  expect(places.taken).toBe(0)
})

test('room is made before anybody is refused', () => {
  const places = createPlaces({ limit: 1 })
  const idle = places.take('session', local)
  places.onFull(() => {
    idle.release()
    return true
  })
  places.take('pipe', local)
  expect([places.count('session'), places.count('pipe')]).toEqual([0, 1])
})

test('whatever comes and goes, the count is what is held', () => {
  const kinds: readonly PlaceKind[] = ['session', 'stream', 'pipe', 'sse']
  const step = fc.oneof(fc.constantFrom(...kinds), fc.nat({ max: 20 }))
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      const places = createPlaces({ limit: 10 })
      const held: Place[] = []
      for (const one of steps) {
        if (typeof one === 'number') held.splice(one, 1)[0]?.release()
        else if (held.length < 10) held.push(places.take(one, local))
      }
      expect(places.taken).toBe(held.length)
      expect(kinds.reduce((sum, kind) => sum + places.count(kind), 0)).toBe(held.length)
    }),
  )
})
