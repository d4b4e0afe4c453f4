import { once } from 'node:events'
import { expect, test } from 'vitest'
import { createMetrics } from './create-metrics.ts'

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
  for (const { name, help, type } of families) {
    expect(help, name).not.toBe('')
    expect(name).toMatch(/^[a-z][a-z0-9_]*$/)
    expect(name.endsWith('_total'), `${name} is a ${type}`).toBe(type === 'counter')
  }
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
