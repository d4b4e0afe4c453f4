import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  type Arrived,
  answer,
  type FarSide,
  problem,
  startFarSide,
} from '../../test/web/far-side.ts'
import type { Change } from './change.ts'
import { ChangeFollower } from './change-follower.ts'

let web: FarSide
let follower: ChangeFollower
let told: Change[]
let lives: boolean[]
let streams: Arrived[]

/** Begins a stream of events and leaves it open. */
const stream = (arrived: Arrived, text = 'retry: 2000\n\n') => {
  arrived.response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
  arrived.response.write(text)
  streams.push(arrived)
}

const event = (change: object, id: number) => `id: ${id}\ndata: ${JSON.stringify(change)}\n\n`

const follow = (
  options: { silenceTimeoutMs?: number; generation?: () => Promise<number> } = {},
) => {
  // The one of the test before may still have something to say.
  const seen = lives
  follower = new ChangeFollower({
    baseUrl: web.url,
    askGeneration: options.generation ?? (async () => 41),
    random: () => 0,
    silenceTimeoutMs: options.silenceTimeoutMs ?? 35_000,
    onLive: (live) => seen.push(live),
    onFault: () => {},
  })
  follower.subscribe((change) => told.push(change))
  follower.start()
}

beforeEach(async () => {
  told = []
  lives = []
  streams = []
  web = await startFarSide(stream)
})

afterEach(async () => {
  follower.stop()
  await web.close()
})

test('it begins at the generation that was there, and is live when the stream has begun', async () => {
  expect(lives).toEqual([])
  follow()
  expect(follower.revision()).toBeUndefined()
  await expect.poll(() => lives).toEqual([true])
  expect(web.requests[0]?.path).toBe('/api/v1/events?after=41')
  expect(follower.revision()).toBeDefined()
  expect(told).toEqual([])
})

test('events may come in any pieces, with comments between them and names in any script', async () => {
  follow()
  await expect.poll(() => streams).toHaveLength(1)
  const change = { type: 'changed', generation: 42, id: 'a', name: 'grüße', at: 'x' }
  const bytes = Buffer.from(`:\n\n${event(change, 42)}:\n\n`)
  for (const byte of bytes) {
    streams[0]?.response.write(Buffer.of(byte))
    await new Promise(setImmediate)
  }
  await expect
    .poll(() => told)
    .toEqual([{ type: 'changed', generation: 42, id: 'a', name: 'grüße' }])
})

test('when the stream ends it connects again, from the last event on, and nothing is current', async () => {
  follow()
  await expect.poll(() => streams).toHaveLength(1)
  streams[0]?.response.write(event({ type: 'created', generation: 50, id: 'a', name: 'a' }, 50))
  await expect.poll(() => told).toHaveLength(1)
  const before = follower.revision() ?? 0
  streams[0]?.response.end()
  await expect.poll(() => streams).toHaveLength(2)
  expect(streams[1]?.path).toBe('/api/v1/events?after=50')
  await expect.poll(() => follower.revision()).toBeGreaterThan(before)
  expect(lives).toEqual([true, false, true])
  expect(follower.describe()).toEqual({ live: true, generation: 50, reconnects: 1 })
  expect(told).toHaveLength(1)
})

test.each([
  ['a reset', '{"type":"reset","generation":7}', 7],
  ['an event of a newer prompt-web', '{"type":"merged","generation":60,"id":"a"}', 60],
  ['an event that cannot be read', '{"type":', 41],
  ['an event of another form', '{"kind":"changed"}', 41],
])('%s means that anything may be different', async (_, data, generation) => {
  follow()
  await expect.poll(() => streams).toHaveLength(1)
  const before = follower.revision() ?? 0
  streams[0]?.response.write(`data: ${data}\n\n`)
  await expect.poll(() => told).toEqual([{ type: 'reset', generation }])
  expect(follower.revision()).toBeGreaterThan(before)
})

test('whoever listened before the first connection is told that nothing is known', async () => {
  let attempts = 0
  const generation = async () => {
    attempts += 1
    if (attempts < 3) throw new Error('not there yet')
    return 41
  }
  follow({ generation })
  await expect.poll(() => told).toEqual([{ type: 'reset', generation: 41 }])
  expect(lives).toEqual([true])
})

test('a stream that has fallen silent is given up', async () => {
  follow({ silenceTimeoutMs: 100 })
  await expect.poll(() => streams.length).toBeGreaterThan(1)
  expect(lives.slice(0, 3)).toEqual([true, false, true])
})

test('a connection that is doubted is made anew', async () => {
  follow()
  await expect.poll(() => lives).toEqual([true])
  follower.doubt()
  await expect.poll(() => lives).toEqual([true, false, true])
})

test.each([
  ['too many streams', problem(503, 'PB_STREAMS_TOO_MANY')],
  ['something that is no stream', answer('{}')],
])('%s is tried again until it is one', async (_, behaviour) => {
  web.behave(behaviour)
  follow()
  await expect.poll(() => web.requests.length).toBeGreaterThan(2)
  expect(follower.revision()).toBeUndefined()
  web.behave(stream)
  await expect.poll(() => follower.revision()).toBeDefined()
})

test('it follows nothing any more when it is stopped', async () => {
  follow()
  await expect.poll(() => lives).toEqual([true])
  follower.stop()
  await expect.poll(() => lives).toEqual([true, false])
  expect(follower.revision()).toBeUndefined()
})
