import { EventEmitter, once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { Slots, type SlotsOptions } from './slots.ts'

/** As much of an answer as slots look at; `close` is what Node says when it is over. */
class Answer extends EventEmitter {
  headersSent = false
  writableEnded = false
  destroyed = false

  end(): void {
    this.writableEnded = true
    this.emit('close')
  }
}

function prepare(options: Partial<SlotsOptions> = {}) {
  const clock = { now: 0 }
  const slots = new Slots({
    maxActive: 2,
    maxWaiting: 2,
    maxWaitMs: 60_000,
    countedMs: 5_000,
    now: () => clock.now,
    ...options,
  })
  const answer = () => new Answer() as Answer & ServerResponse
  return { slots, clock, answer }
}

test('as many are worked on as there are slots, and the next when one is free', () => {
  const { slots, answer } = prepare()
  const [first, second, third] = [answer(), answer(), answer()]
  expect([slots.take(first), slots.take(second), slots.take(third)]).toEqual([true, true, false])
  const outcomes: string[] = []
  expect(slots.wait(third, (outcome) => outcomes.push(outcome))).toBe(true)
  expect(outcomes).toEqual([])
  first.end()
  expect(outcomes).toEqual(['admitted'])
  expect([slots.active, slots.waiting]).toEqual([2, 0])
})

test('the queue is bounded, and nobody overtakes it', () => {
  const { slots, answer } = prepare({ maxActive: 1, maxWaiting: 2 })
  const active = answer()
  slots.take(active)
  const order: number[] = []
  for (const place of [1, 2]) slots.wait(answer(), () => order.push(place))
  expect(slots.wait(answer(), () => order.push(3))).toBe(false)
  active.end()
  expect(slots.take(answer())).toBe(false)
  expect(order).toEqual([1])
})

test('who waits too long is told so, and who has left is passed over', async () => {
  const { slots, answer } = prepare({ maxActive: 1, maxWaitMs: 5 })
  const active = answer()
  slots.take(active)
  const told = new EventEmitter()
  slots.wait(answer(), (outcome) => told.emit('told', outcome))
  expect(await once(told, 'told')).toEqual(['too late'])
  const { slots: patient } = prepare({ maxActive: 1 })
  const [busy, gone, here] = [answer(), answer(), answer()]
  patient.take(busy)
  const outcomes: string[] = []
  patient.wait(gone, () => outcomes.push('gone'))
  patient.wait(here, () => outcomes.push('here'))
  gone.destroyed = true
  busy.end()
  expect(outcomes).toEqual(['here'])
})

test('a slot is given back once, whatever closes how often', () => {
  const { slots, answer } = prepare()
  const first = answer()
  slots.take(first)
  slots.take(answer())
  first.end()
  first.emit('close')
  expect(slots.active).toBe(1)
})

test('an answer that has begun and goes on for long counts no longer', () => {
  const { slots, clock, answer } = prepare({ maxActive: 2 })
  const [stream, work] = [answer(), answer()]
  slots.take(stream)
  slots.take(work)
  stream.headersSent = true
  clock.now += 4_999
  expect(slots.take(answer())).toBe(false)
  clock.now += 200
  expect(slots.take(answer())).toBe(true)
  expect(slots.take(answer())).toBe(false)
  stream.end()
  expect(slots.active).toBe(2)
})
