import { afterEach, expect, test } from 'vitest'
import type { JobEvent } from '../src/index.ts'
import { WorkerPool } from '../src/threads/worker-pool.ts'
import { codeOf } from './contract/library-fixture.ts'
import type { Gate, operations } from './workers/obeys.ts'

let close = async () => {}
afterEach(() => close())

/** A pool of workers that do as they are told; `openings` of them can open in all. */
function makePool({ threads = 1, openings = 100, queueLimit = 100, idleMs = 60_000 } = {}) {
  const gate: Gate = {
    openings: new Int32Array(new SharedArrayBuffer(4)).fill(openings),
    released: new Int32Array(new SharedArrayBuffer(4)),
  }
  const events: JobEvent[] = []
  let request = 0
  const span = { traceId: 'trace', spanId: 'span', traceFlags: 1 }
  const pool = new WorkerPool<typeof operations>({
    url: new URL('./workers/obeys.ts', import.meta.url),
    workerData: gate,
    threads,
    idleMs,
    queue: { limit: queueLimit, timeoutMs: 60_000 },
    lostOutcome: 'nobody knows',
    origin: () => ({ requestId: `request-${++request}`, traceId: `trace-${request}`, span }),
    onJob: (event) => events.push(event),
  })
  const release = () => {
    Atomics.store(gate.released, 0, 1)
    Atomics.notify(gate.released, 0)
  }
  close = () => pool.close()
  return { pool, gate, events, release }
}

test('one thread does one job after the other, in order', async () => {
  const { pool, events } = makePool()
  await pool.start()
  const values = Array.from({ length: 50 }, (_, i) => i)
  expect(await Promise.all(values.map((value) => pool.run('echo', value)))).toEqual(values)
  const requests = events.map(({ requestId, traceId }) => [requestId, traceId])
  expect(requests).toEqual(values.map((i) => [`request-${i + 1}`, `trace-${i + 1}`]))
  expect(events[0]?.parent).toEqual({ traceId: 'trace', spanId: 'span', traceFlags: 1 })
})

test('several threads work at once', async () => {
  const { pool, release } = makePool({ threads: 2 })
  await pool.start()
  const waiting = pool.run('wait', undefined)
  expect(await pool.run('echo', 'past it')).toBe('past it')
  release()
  await waiting
})

test('a thread is started when it is needed, and ends when it is not needed any more', async () => {
  const { pool, release } = makePool({ threads: 3, idleMs: 20 })
  await pool.start()
  await pool.run('echo', 'alone')
  expect(pool.size).toBe(1)
  const waiting = [pool.run('wait', undefined), pool.run('wait', undefined)]
  await pool.run('echo', 'past them')
  expect(pool.size).toBe(3)
  release()
  await Promise.all(waiting)
  await expect.poll(() => pool.size, { timeout: 30_000 }).toBe(1)
  expect(await pool.run('echo', 'still here')).toBe('still here')
})

test('an error crosses the threads with its code and its cause', async () => {
  const { pool, events } = makePool()
  await pool.start()
  await expect(pool.run('fail', undefined)).rejects.toMatchObject({
    name: 'PromptBinError',
    code: 'PB_STORE_FAILED',
    status: 500,
    cause: { message: 'It was told to fail.', stack: expect.stringContaining('obeys.ts') },
  })
  expect(events).toMatchObject([{ operation: 'fail', errorCode: 'PB_STORE_FAILED' }])
})

test('a worker that dies fails the job it had, and another does those that wait', async () => {
  const { pool } = makePool()
  await pool.start()
  const lost = pool.run('die', undefined)
  const waiting = [pool.run('echo', 1), pool.run('echo', 2)]
  await expect(lost).rejects.toMatchObject({
    code: 'PB_STORE_UNAVAILABLE',
    class: 'transient',
    message: expect.stringContaining('nobody knows'),
  })
  expect(await Promise.all(waiting)).toEqual([1, 2])
})

test('a worker that dies is replaced however often it happens', async () => {
  const { pool } = makePool({ threads: 2 })
  await pool.start()
  for (let i = 0; i < 5; i++) {
    expect(await codeOf(pool.run('die', undefined))).toBe('PB_STORE_UNAVAILABLE')
  }
  expect(await pool.run('echo', 'still here')).toBe('still here')
})

test('when no worker can be had, what waits is refused, and the next job tries again', async () => {
  const { pool, gate } = makePool({ openings: 1 })
  await pool.start()
  const lost = codeOf(pool.run('die', undefined))
  const waiting = codeOf(pool.run('echo', 1))
  expect([await lost, await waiting]).toEqual(['PB_STORE_UNAVAILABLE', 'PB_STORE_UNAVAILABLE'])
  expect(await codeOf(pool.run('echo', 2))).toBe('PB_STORE_UNAVAILABLE')
  Atomics.store(gate.openings, 0, 1)
  expect(await pool.run('echo', 3)).toBe(3)
})

test('a worker that cannot open is told at the start', async () => {
  const { pool } = makePool({ openings: 0 })
  await expect(pool.start()).rejects.toMatchObject({
    code: 'PB_STORE_FAILED',
    cause: { message: 'No more workers may open.' },
  })
})

test('when too much waits, what comes is refused at once', async () => {
  const { pool, release } = makePool({ queueLimit: 1 })
  await pool.start()
  const working = pool.run('wait', undefined)
  const waiting = pool.run('echo', 'patient')
  expect(await codeOf(pool.run('echo', 'too much'))).toBe('PB_STORE_BUSY')
  release()
  expect(await waiting).toBe('patient')
  await working
})

test('closing waits for what was accepted, and refuses what comes', async () => {
  const { pool, release } = makePool()
  await pool.start()
  const working = pool.run('wait', undefined)
  const waiting = pool.run('echo', 'accepted')
  const closed = pool.close()
  expect(await codeOf(pool.run('echo', 'late'))).toBe('PB_STORE_CLOSED')
  release()
  expect(await waiting).toBe('accepted')
  await Promise.all([working, closed])
})
