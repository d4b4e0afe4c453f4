import { once } from 'node:events'
import { expect, test } from 'vitest'
import { createMetrics, type MetricsReader } from './create-metrics.ts'
import { brokenRules } from './family/metric-rules.ts'

const identity = { service: 'test', version: '1.2.3' }

test('the build tells who it is', async () => {
  expect(await createMetrics(identity).render()).toContain(
    `promptbin_build_info{service="test",version="1.2.3",node_version="${process.version}"} 1`,
  )
})

test('the process and its event loop are measured', async () => {
  const text = await createMetrics(identity).render()
  for (const name of [
    'process_cpu_seconds_total',
    'process_resident_memory_bytes',
    'nodejs_eventloop_lag_p99_seconds',
    'nodejs_heap_size_used_bytes',
  ]) {
    expect(text).toContain(`\n${name} `)
  }
})

test('the lag of the event loop is what it was late by, since the last scrape', async () => {
  const metrics = createMetrics(identity)
  const maxLag = async () => {
    const text = await metrics.render()
    return Number(/^nodejs_eventloop_lag_max_seconds (.+)$/m.exec(text)?.[1])
  }
  await maxLag()
  const blockedUntil = performance.now() + 600
  while (performance.now() < blockedUntil);
  await once(AbortSignal.timeout(1), 'abort')
  const lag = await maxLag()
  expect(lag).toBeGreaterThanOrEqual(0.4)
  expect(await maxLag()).toBeLessThan(lag)
})

test('every metric keeps the rules that promtool checks', async () => {
  const families = await createMetrics(identity).families()
  for (const { name, help, type, series } of families) {
    expect(help, name).not.toBe('')
    expect(name).toMatch(/^[a-z][a-z0-9_]*$/)
    expect(name.endsWith('_total'), `${name} is a ${type}`).toBe(type === 'counter')
    const labelNames = Object.keys(series[0]?.labels ?? {})
    expect([name, brokenRules({ name, help, type, labelNames })]).toEqual([name, []])
  }
})

test('a metric that breaks the rules, or has a name that is taken, is refused', () => {
  const metrics = createMetrics(identity)
  const refusal = (message: string) =>
    expect.objectContaining({
      code: 'PB_METRIC_REFUSED',
      message: expect.stringContaining(message),
    })
  expect(() => metrics.counter({ name: 'test_things', help: 'x' })).toThrow(refusal('_total'))
  metrics.histogram({ name: 'test_wait_seconds', help: 'x', buckets: [1] })
  for (const name of ['test_wait_seconds', 'process_open_fds', 'promptbin_build_info']) {
    expect(() => metrics.gauge({ name, help: 'x' })).toThrow(refusal('this name'))
  }
})

test('each reader hears what was since it read last itself', async () => {
  const metrics = createMetrics(identity)
  const busy = async (reader: MetricsReader) => {
    const families = await metrics.families(reader)
    const found = families.find(({ name }) => name === 'nodejs_eventloop_utilization_ratio')
    return found?.type === 'gauge' ? (found.series[0]?.value ?? 0) : Number.NaN
  }
  await busy('supervisor')
  await busy('scrape')
  const blockedUntil = performance.now() + 200
  while (performance.now() < blockedUntil);
  await once(AbortSignal.timeout(1), 'abort')
  expect(await busy('scrape')).toBeGreaterThan(0.5)
  expect(await busy('supervisor')).toBeGreaterThan(0.5)
})

test('a gauge that cannot be read takes no other metric with it', async () => {
  const metrics = createMetrics(identity)
  metrics.gauge({
    name: 'test_broken',
    help: 'It cannot be read.',
    read: async () => {
      throw new Error('gone')
    },
  })
  metrics.gauge({ name: 'test_whole', help: 'It can.', read: (gauge) => gauge.set(7) })
  expect(await metrics.render()).toContain('\ntest_whole 7\n')
})

test('a gauge whose value is not known yet is not told as 0', async () => {
  const metrics = createMetrics(identity)
  let known: number | undefined
  metrics.gauge({
    name: 'promptbin_test_seconds',
    help: 'Known after a while.',
    read: (gauge) => {
      if (known !== undefined) gauge.set(known)
    },
  })
  expect(await metrics.render()).not.toMatch(/^promptbin_test_seconds/m)
  known = 3
  expect(await metrics.render()).toMatch(/^promptbin_test_seconds(\{.*\})? 3$/m)
})

test('a gauge tells nothing of what is there no more', async () => {
  const metrics = createMetrics(identity)
  const there = new Map([
    ['one', 1],
    ['two', 2],
  ])
  metrics.gauge({
    name: 'promptbin_test_places',
    help: 'Of what is there.',
    labels: ['place'],
    read: (gauge) => {
      for (const place of ['one', 'two']) {
        const value = there.get(place)
        if (value === undefined) gauge.remove({ place })
        else gauge.set({ place }, value)
      }
    },
  })
  expect(await metrics.render()).toMatch(/^promptbin_test_places\{.*place="one".*\} 1$/m)
  there.delete('one')
  const text = await metrics.render()
  expect(text).not.toContain('place="one"')
  expect(text).toMatch(/^promptbin_test_places\{.*place="two".*\} 2$/m)
  there.set('one', 3)
  expect(await metrics.render()).toMatch(/^promptbin_test_places\{.*place="one".*\} 3$/m)
})

test('requests under way are those of all apps of the process', async () => {
  const metrics = createMetrics(identity)
  metrics.addInFlight(() => 2)
  metrics.addInFlight(() => 3)
  expect(await metrics.render()).toContain('\npromptbin_http_requests_in_flight 5\n')
})

test('the memory limit is the least that there is', async () => {
  const limitOf = async (memoryLimitBytes?: number) => {
    const text = await createMetrics({ ...identity, memoryLimitBytes }).render()
    return Number(/^promptbin_memory_limit_bytes (.+)$/m.exec(text)?.[1])
  }
  expect(await limitOf(5e6)).toBe(5e6)
  expect(await limitOf(1e18)).toBe(await limitOf())
})

test('an app adds its own, and two processes do not share theirs', async () => {
  const metrics = createMetrics(identity)
  const counter = metrics.counter({
    name: 'promptbin_test_total',
    help: 'A counter of this test.',
  })
  counter.inc()
  expect(await metrics.render()).toContain('promptbin_test_total 1')
  expect(await createMetrics(identity).render()).not.toContain('promptbin_test_total')
})

test('a request falls into the bucket of its duration in seconds', async () => {
  const metrics = createMetrics(identity)
  metrics.httpRequestDuration.observe({ method: 'GET', route: '/', status_class: '2xx' }, 0.002)
  const text = await metrics.render()
  const bucket = (limit: string) =>
    `promptbin_http_request_duration_seconds_bucket{le="${limit}",method="GET",route="/",status_class="2xx"}`
  expect(text).toContain(`${bucket('0.001')} 0`)
  expect(text).toContain(`${bucket('0.0025')} 1`)
})
