import { longestDelayMs, retryDelaysMs } from '@promptbin/webhooks'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Receiver, startReceiver } from './receiver.ts'
import { aFailure, aRecovery, type Life, live, makePlace, type Place, until } from './telling.ts'

let place: Place
let receiver: Receiver
let life: Life

beforeEach(async () => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  })
  place = makePlace()
  receiver = await startReceiver()
  life = live(place)
})

afterEach(async () => {
  await life.end()
  await receiver.close()
  vi.useRealTimers()
  place.discard()
})

const create = (wish: object = {}) =>
  life.manager.book.create(
    { url: receiver.url, events: ['service.failed', 'service.recovered'], ...wish },
    'local',
  )
const states = () => life.manager.outbox.all.map(({ progress }) => progress.state)
/** Everything that was under way has been noted. */
const attempts = (count: number) =>
  until(() => {
    const { delivered, failed } = life.counts
    return delivered + failed === count
  })
const later = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('what happens arrives, signed so that the library of the standard verifies it', async () => {
  const { secret } = await create()
  life.events.record(aFailure)
  life.events.record({ ...aFailure, reason: 'It was killed again.' })
  life.events.record(aRecovery)
  await attempts(2)
  const told = receiver.received.map(({ headers, body }) =>
    new Webhook(secret).verify(body, headers as Record<string, string>),
  )
  expect(told).toEqual([
    {
      type: 'service.failed',
      timestamp: expect.stringMatching(/Z$/),
      data: { service: 'prompt-web', reason: 'It was killed by SIGKILL.' },
    },
    {
      type: 'service.recovered',
      timestamp: expect.any(String),
      data: { service: 'prompt-web', startedInMs: 120 },
    },
  ])
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(2)
  expect(states()).toEqual(['delivered', 'delivered'])
})

test('what does not arrive is sent again when the standard says, then kept, and sent again when asked', async () => {
  const { endpoint } = await create()
  receiver.answer({ status: 500 })
  life.events.record(aFailure)
  for (const [index, delayMs] of retryDelaysMs.entries()) {
    await until(() => life.manager.outbox.all.length === 1)
    const dueInMs = (life.manager.outbox.all[0]?.progress.dueAtMs ?? 0) - Date.now()
    if (index > 0) {
      expect(Math.abs(dueInMs - delayMs)).toBeLessThanOrEqual(delayMs / 10 + 1)
      await later(dueInMs - 1)
      expect(receiver.received).toHaveLength(index)
      await later(1)
    }
    await attempts(index + 1)
    expect(receiver.received).toHaveLength(index + 1)
  }
  expect(states()).toEqual(['dead'])
  await later(2 * longestDelayMs)
  expect(receiver.received).toHaveLength(retryDelaysMs.length)

  receiver.answer({ status: 200 })
  expect(life.manager.replay(endpoint.id)).toBe(1)
  await attempts(retryDelaysMs.length + 1)
  expect(states()).toEqual(['delivered'])
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect(life.counts).toMatchObject({ delivered: 1, failed: 10, dead: 1 })
})

test('a redirection is a failure, and a receiver that wants to be left alone is', async () => {
  await create()
  receiver.answer({ status: 307, headers: { location: receiver.url, 'retry-after': '600' } })
  life.events.record(aFailure)
  await attempts(1)
  await later(590_000)
  expect(receiver.received).toHaveLength(1)
  await later(15_000)
  await attempts(2)
  expect(life.manager.outbox.all[0]?.attempt).toMatchObject({
    status: 307,
    error: 'It answered with status 307.',
  })
})

test('a receiver that is gone is switched off, and told of nothing more', async () => {
  const { endpoint } = await create()
  receiver.answer({ status: 410 })
  life.events.record(aFailure)
  await attempts(1)
  await until(() => !life.manager.book.get(endpoint.id).enabled)
  expect(life.manager.book.get(endpoint.id).disabledReason).toContain('410')
  life.events.record(aRecovery)
  await later(3_600_000)
  expect(receiver.received).toHaveLength(1)
  expect(states()).toEqual(['dead'])
})

test('while a secret takes the place of another both verify, and then only the new one', async () => {
  const { endpoint, secret: before } = await create()
  const { secret } = await life.manager.book.rotate(endpoint.id, 60_000)
  const verifies = (one: string) => {
    const { headers, body } = receiver.received.at(-1) as (typeof receiver.received)[number]
    try {
      new Webhook(one).verify(body, headers as Record<string, string>)
      return true
    } catch {
      return false
    }
  }
  await life.manager.test(endpoint.id)
  expect([verifies(before), verifies(secret)]).toEqual([true, true])
  await later(60_001)
  await life.manager.test(endpoint.id)
  expect([verifies(before), verifies(secret)]).toEqual([false, true])
})

test('a receiver that fails is left alone, costs the others nothing, and gets all when it is back', async () => {
  const other = await startReceiver()
  await create()
  await create({ url: other.url })
  receiver.answer({ status: 503 })
  for (let n = 0; n < 8; n++) {
    life.events.record({ ...aFailure, service: `service-${n}` })
  }
  await until(() => life.counts['held-back'] > 0 && life.counts.delivered === 8)
  expect(other.received).toHaveLength(8)
  const before = receiver.received.length
  expect(before).toBeLessThan(8)
  expect(life.manager.breakerState).toBe('open')
  receiver.answer({ status: 204 })
  // The trial that the breaker lets through, then all that waited for it.
  while (life.counts.delivered < 16) {
    await later(30_000)
    await new Promise(setImmediate)
  }
  const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
  expect(new Set(ids).size).toBe(8)
  expect(life.manager.breakerState).toBe('closed')
  await other.close()
})

test('to one receiver there are two messages under way at once, not more', async () => {
  await create()
  const held = Promise.withResolvers<void>()
  receiver.answer({ status: 204, wait: held.promise })
  for (let n = 0; n < 5; n++) life.events.record({ ...aFailure, service: `service-${n}` })
  await until(() => receiver.received.length === 2 && states().length === 5)
  for (let n = 0; n < 50; n++) await new Promise(setImmediate)
  expect(receiver.received).toHaveLength(2)
  held.resolve()
  await attempts(5)
})

test('Slack and its like get one line of text', async () => {
  await create({ format: 'slack' })
  life.events.record(aFailure)
  await attempts(1)
  expect(JSON.parse(receiver.received[0]?.body ?? '')).toEqual({
    text: 'PromptBin: prompt-web has failed: It was killed by SIGKILL. (service.failed)',
  })
})

test('a test is sent at once and once, also to a receiver that is switched off', async () => {
  const { endpoint } = await create({ enabled: false })
  const delivered = await life.manager.test(endpoint.id)
  expect(delivered).toMatchObject({
    progress: { state: 'delivered', attempts: 1 },
    attempt: { status: 204, error: null },
  })
  receiver.answer({ status: 500 })
  const refused = await life.manager.test(endpoint.id)
  expect(refused).toMatchObject({
    progress: { state: 'dead', attempts: 1 },
    attempt: { status: 500 },
  })
  await later(3_600_000)
  expect(receiver.received).toHaveLength(2)
  expect(life.manager.replay(endpoint.id)).toBe(0)
})

test('an address that was allowed and is not any more is not sent to', async () => {
  await create()
  await life.end()
  life = live(place, { allowed: [] })
  life.events.record(aFailure)
  await until(() => life.counts.failed > 0)
  expect(receiver.received).toEqual([])
  expect(life.manager.outbox.all[0]?.attempt?.error).toContain('127.0.0.1 is no public address')
  const created = life.manager.book.create({ url: receiver.url }, 'local')
  await expect(created).rejects.toMatchObject({ code: 'PB_WEBHOOK_ADDRESS_REFUSED' })
})
