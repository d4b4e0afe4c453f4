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

/** Has metrics collected until something of a series is known of prompt-web; the greatest of it. */
async function greatest(name: string): Promise<number> {
  for (;;) {
    // Whoever asks for metrics has them collected, unless somebody did so a moment ago.
    await (await fetch(`${data.instance.supervisor.url}/metrics`)).text()
    const most = Math.max(0, ...(await valuesOf(name)).map(Number))
    if (most > 0) return most
  }
}

test('what the services did is known without Prometheus, also after a restart', async () => {
  const started = await data.start()
  for (let times = 0; times < 20; times++) await fetch(`${data.instance.web.url}/pid`)
  expect(await greatest('requests_per_second')).toBeLessThan(1000)
  expect(await greatest('memory_bytes')).toBeGreaterThan(10e6)
  const p99 = await greatest('latency_p99')
  expect(p99).toBeLessThanOrEqual(10)
  await started.stop()

  // Of itself the second one has seen no request yet.
  await data.start()
  expect(Math.max(0, ...(await valuesOf('latency_p99')).map(Number))).toBeGreaterThan(0)
})

test('restarts of a service are counted for it', async () => {
  await data.start()
  process.kill(data.pidOf('prompt-web'), 'SIGKILL')
  expect(await greatest('restarts')).toBe(1)
})
