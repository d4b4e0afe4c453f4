import { once } from 'node:events'
import { setTimeout as after } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createTestApp, listen } from '../../test/test-app.ts'
import { createCpuUse } from './cpu-use.ts'

type TestApp = Awaited<ReturnType<typeof createTestApp>>

async function look({ health }: TestApp, check: string) {
  await health.recheck([check])
  return health.report().checks[check]?.[0]
}

test('every service looks at its own process, and an idle one is healthy', async () => {
  const service = await createTestApp()
  const { app, health } = service
  await listen(app)
  health.setState('ready')
  await health.start()
  const { overall, reason, checks } = health.report()
  expect({ overall, reason }).toEqual({ overall: 'healthy', reason: null })
  expect(Object.keys(checks)).toEqual([
    'http:listening',
    'http:responseTime',
    'requests:active',
    'eventLoop:delay',
    'memory:rss',
    'cpu:usage',
  ])
  expect(checks['memory:rss']?.[0]?.observedValue).toBeGreaterThan(10e6)
})

test('a service that listened and no longer does is unhealthy, unless it drains', async () => {
  const service = await createTestApp()
  const { app, health } = service
  expect(await look(service, 'http:listening')).toMatchObject({ status: 'pass' })
  await listen(app)
  health.setState('ready')
  app.server.close()
  expect(await look(service, 'http:listening')).toMatchObject({ status: 'fail' })
  expect(health.isReady().failures).toEqual(['http:listening'])
  health.setState('draining')
  expect(await look(service, 'http:listening')).toMatchObject({ status: 'pass' })
})

test('slow answers are told of until they are quick again', async () => {
  const service = await createTestApp()
  service.app.get('/slow', () => after(1_100, 'answered'))
  service.app.get('/quick', async () => 'answered')
  const ask = (path: string) =>
    Promise.all(Array.from({ length: 60 }, () => service.app.inject(path)))
  await ask('/slow')
  expect(await look(service, 'http:responseTime')).toMatchObject({
    status: 'warn',
    observedUnit: 'ms',
    output: expect.stringContaining('of 60 since the last look'),
  })
  await ask('/quick')
  expect(await look(service, 'http:responseTime')).toMatchObject({ status: 'pass' })
})

test('requests that are under way are counted, and told of when they are nearly too many', async () => {
  const service = await createTestApp({ maxConnections: 4 })
  const answered = Promise.withResolvers<string>()
  service.app.get('/', () => answered.promise)
  const url = await listen(service.app)
  const begun: Promise<unknown>[] = []
  const open = async () => {
    const asked = once(service.app.server, 'request')
    begun.push(fetch(url))
    await asked
  }
  await open()
  expect(await look(service, 'requests:active')).toMatchObject({ status: 'pass', observedValue: 1 })
  for (let more = 0; more < 3; more += 1) await open()
  expect(await look(service, 'requests:active')).toMatchObject({ status: 'warn', observedValue: 4 })
  answered.resolve('answered')
  await Promise.all(begun)
})

test('a process near its memory limit says so', async () => {
  const service = await createTestApp({ processLimits: { memoryBytes: 30e6 } })
  expect(await look(service, 'memory:rss')).toMatchObject({
    status: 'warn',
    output: expect.stringMatching(/^It uses \d+ MB of 30 MB\.$/),
  })
})

test('a loop that is too late to answer is told of', async () => {
  const service = await createTestApp({ maxLoopDelayMs: 50 })
  await listen(service.app)
  for (let round = 0; round < 12; round += 1) {
    const until = performance.now() + 250
    while (performance.now() < until);
    // The timer that measures it has its turn.
    await after(1)
  }
  expect(await look(service, 'eventLoop:delay')).toMatchObject({ status: 'warn' })
})

test('CPU counts when it was used for a whole minute', () => {
  let [nowMs, usedMs] = [0, 0]
  const use = createCpuUse({ now: () => nowMs, cpuMs: () => usedMs })
  ;[nowMs, usedMs] = [30_000, 30_000]
  expect(use()).toBe(0)
  ;[nowMs, usedMs] = [60_000, 60_000]
  expect(use()).toBe(100)
  ;[nowMs, usedMs] = [90_000, 60_000]
  expect(use()).toBe(100)
  ;[nowMs, usedMs] = [120_000, 60_000]
  expect(use()).toBe(0)
})
