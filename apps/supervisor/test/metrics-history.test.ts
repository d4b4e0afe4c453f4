import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SeriesColumn } from '../src/metrics-history/series/columns.ts'
import { TestFolder } from './command.ts'

let data: TestFolder

beforeEach(() => {
  data = new TestFolder()
})

afterEach(() => data.remove())

async function ask<Body>(path: string): Promise<Body> {
  const response = await fetch(new URL(path, data.instance.supervisor.url))
  expect(response.status).toBe(200)
  return (await response.json()) as Body
}

const columns = async (query: string) =>
  (await ask<{ series: readonly SeriesColumn[] }>(`/api/v1/metrics/history?${query}`)).series

/** What is known of a series of prompt-web in all steps together. */
const valuesOf = async (name: string) =>
  (await columns(`series=${name}&service=prompt-web`)).flatMap(({ values }) =>
    values.filter((value) => value !== null),
  )

test('what the services did is known without Prometheus, also after a restart', async () => {
  const started = await data.start()
  for (let times = 0; times < 20; times++) await fetch(`${data.instance.web.url}/pid`)
  // Whoever asks for metrics has them collected.
  await fetch(`${data.instance.supervisor.url}/metrics`)
  expect(Math.max(...(await valuesOf('requests_per_second')))).toBeGreaterThan(0)
  expect(Math.max(...(await valuesOf('memory_bytes')))).toBeGreaterThan(10e6)
  expect(Math.max(...(await valuesOf('latency_p99')))).toBeGreaterThan(0)
  await started.stop()

  // Of itself the second one has seen no request yet.
  await data.start()
  expect(Math.max(...(await valuesOf('latency_p99')))).toBeGreaterThan(0)
})

test('restarts of a service are counted for it', async () => {
  await data.start()
  process.kill(data.pidOf('prompt-web'), 'SIGKILL')
  for (;;) {
    await fetch(`${data.instance.supervisor.url}/metrics`)
    if ((await valuesOf('restarts')).some((count) => Number(count) > 0)) return
  }
})
