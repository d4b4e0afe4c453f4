import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createProbeChecks } from './probe-checks.ts'
import { ProtocolProbe } from './protocol-probe.ts'
import type { RoundTrip, RoundTrips } from './round-trip/round-trip.ts'

const good: RoundTrip = {
  isSuccess: true,
  durationMs: 12,
  protocolVersion: '2026-07-28',
  complaint: null,
}
const bad: RoundTrip = { ...good, isSuccess: false, protocolVersion: null, complaint: 'It hangs.' }
const served: RoundTrips = { modern: good, legacy: { ...good, protocolVersion: '2025-11-25' } }
const unserved: RoundTrips = { ...served, modern: bad }

const minute = 60_000
const ready = { service: 'mcp-gateway', type: 'ready' } as const
const exited = { service: 'mcp-gateway', type: 'exited' } as const

let answer: RoundTrips
let whileAsking: () => void
let isServed: boolean
let rounds: number
let probe: ProtocolProbe

beforeEach(() => {
  vi.useFakeTimers()
  answer = served
  whileAsking = () => {}
  isServed = true
  rounds = 0
  probe = new ProtocolProbe({
    intervalMs: 2 * minute,
    isServed: () => isServed,
    ask: async () => {
      rounds += 1
      whileAsking()
      return answer
    },
  })
})

afterEach(() => {
  probe.stop()
  vi.useRealTimers()
})

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

async function check(era: 'modern' | 'legacy') {
  const [modern, legacy] = createProbeChecks(probe)
  return (era === 'modern' ? modern : legacy)?.run(new AbortController().signal)
}

test('a gateway that comes is asked soon, and then at each interval', async () => {
  await pass(10 * minute)
  expect(rounds).toBe(0)
  probe.see({ service: 'prompt-web', type: 'ready' })
  probe.see(ready)
  await pass(5_000)
  expect(rounds).toBe(1)
  await pass(2 * minute)
  expect(rounds).toBe(2)
})

test('gateways that come one after the other are asked once', async () => {
  for (let worker = 0; worker < 10; worker++) probe.see(ready)
  await pass(minute)
  expect(rounds).toBe(1)
})

test('a gateway that comes during a round is asked soon after it', async () => {
  whileAsking = () => {
    if (rounds === 1) probe.see(ready)
  }
  await probe.probe()
  await pass(5_000)
  expect(rounds).toBe(2)
})

test('after a failure it is asked again sooner', async () => {
  answer = unserved
  await probe.probe()
  expect(probe.last('modern')).toEqual(bad)
  answer = served
  await pass(30_000)
  expect(probe.last('modern')).toEqual(good)
})

test('a failure while a gateway is replaced is passed over, but only once', async () => {
  await probe.probe()
  whileAsking = () => probe.see(exited)
  answer = unserved
  await probe.probe()
  expect(probe.last('modern')).toEqual(good)
  await pass(5_000)
  expect(probe.last('modern')).toEqual(bad)
})

test('nobody is asked while no gateway is there, and the checks say so', async () => {
  await probe.probe()
  isServed = false
  await pass(10 * minute)
  expect(rounds).toBe(1)
  expect(await check('modern')).toMatchObject({ status: 'fail' })
})

test('whoever asks for a round during one gets that', async () => {
  await Promise.all([probe.probe(), probe.probe()])
  expect(rounds).toBe(1)
})

test('the checks tell what was agreed on, and what went wrong', async () => {
  expect(await check('legacy')).toEqual({ observedValue: 'not asked yet' })
  answer = unserved
  await probe.probe()
  expect(await check('legacy')).toEqual({ observedValue: '2025-11-25 in 12 ms' })
  expect(await check('modern')).toMatchObject({
    status: 'fail',
    output: expect.stringContaining('It hangs'),
  })
})

test('a refusal that is wanted is no failure', async () => {
  answer = { ...served, legacy: { ...good, protocolVersion: null } }
  await probe.probe()
  expect(await check('legacy')).toEqual({ observedValue: 'refused, as mcp.legacy says' })
})

test('a probe that was stopped asks nobody', async () => {
  probe.see(ready)
  probe.stop()
  await probe.probe()
  await pass(10 * minute)
  expect(rounds).toBe(0)
})

test('its breaker opens with a round that fails, and the next round is the trial', async () => {
  const changes: unknown[] = []
  probe.onBreaker((state, reason) => changes.push([state, reason?.message]))
  await probe.probe()
  expect([probe.breakerState, changes]).toEqual(['closed', []])
  answer = unserved
  await probe.probe()
  expect(probe.breakerState).toBe('open')
  await pass(30_000)
  expect([probe.breakerState, rounds]).toEqual(['open', 3])
  answer = served
  await pass(30_000)
  expect([probe.breakerState, rounds]).toEqual(['closed', 4])
  expect(changes).toEqual([
    ['open', 'It hangs.'],
    ['half-open', 'It hangs.'],
    ['open', 'It hangs.'],
    ['half-open', 'It hangs.'],
    ['closed', 'It hangs.'],
  ])
})

test('who asks for a round while the breaker is open gets one, and so does a gateway that comes', async () => {
  answer = unserved
  await probe.probe()
  await probe.probe()
  expect([probe.breakerState, rounds]).toEqual(['open', 2])
  answer = served
  probe.see(ready)
  await pass(5_000)
  expect([probe.breakerState, rounds]).toEqual(['closed', 3])
})

test('a failure that is passed over opens no breaker', async () => {
  whileAsking = () => probe.see(exited)
  answer = unserved
  await probe.probe()
  expect(probe.breakerState).toBe('closed')
})
