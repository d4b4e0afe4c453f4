import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HTTP_BUCKETS_SECONDS, type MetricFamily } from '@promptbin/metrics'
import { expect, onTestFinished, test } from 'vitest'
import { operationApp } from '../../../test/operation-app.ts'
import { MetricsHistory } from '../../metrics-history/metrics-history.ts'
import type { SeriesColumn } from '../../metrics-history/series/columns.ts'
import { noFigures } from '../../resources/figures.ts'
import { FiguresHistory } from '../../resources/history/figures-history.ts'
import { metricHandlers } from './metrics.ts'

const minuteMs = 60_000

/** The beginning of the quarter of an hour before the last one. */
const startMs = Math.floor(Date.now() / (15 * minuteMs)) * 15 * minuteMs - 15 * minuteMs

/** After so many requests, a tenth of which failed, and as many operations in the gateway. */
function familiesAfter(requests: number): readonly MetricFamily[] {
  const counts = (count: number) =>
    [...HTTP_BUCKETS_SECONDS, 0].map((_, index) => (index === 3 ? count : 0))
  const about = { help: '', type: 'histogram', bounds: HTTP_BUCKETS_SECONDS } as const
  const labels = { service: 'prompt-web', worker: '0', route: '/x' }
  return [
    {
      ...about,
      name: 'promptbin_http_request_duration_seconds',
      series: [
        { labels: { ...labels, status_class: '2xx' }, counts: counts(requests * 0.9), sum: 1 },
        { labels: { ...labels, status_class: '5xx' }, counts: counts(requests * 0.1), sum: 1 },
      ],
    },
    {
      ...about,
      name: 'mcp_server_operation_duration_seconds',
      series: [{ labels: { service: 'mcp-gateway', error_type: '' }, counts: counts(0), sum: 0 }],
    },
    {
      name: 'promptbin_breaker_state',
      help: '',
      type: 'gauge',
      series: ['closed', 'open'].map((state) => ({
        labels: { service: 'mcp-gateway', breaker: 'reads', state },
        value: state === 'open' ? 1 : 0,
      })),
    },
    {
      name: 'promptbin_child_restarts_total',
      help: '',
      type: 'counter',
      series: [
        { labels: { service: 'supervisor', child: 'prompt-web', reason: 'exit' }, value: 1 },
      ],
    },
  ]
}

/** Two minutes of 60 requests each 15 s, ten minutes of nothing, and two minutes more. */
async function prepare() {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-history-'))
  const log = { warn: () => {} }
  const retentionMs = 86_400_000
  const history = new MetricsHistory({ folder, retentionMs, log, startedMs: startMs })
  const figures = new FiguresHistory({ folder, retentionMs, log })
  const subject = { service: 'prompt-web', worker: 0, processId: 7, pid: 4711 }
  const known = { ...noFigures, rssBytes: 1e8, cpuPercent: 12.5, loopLagMs: 4 }
  let requests = 0
  for (const minute of [0, 1, 12, 13]) {
    for (let part = 1; part <= 4; part++) {
      requests += 60
      const atMs = startMs + minute * minuteMs + part * 15_000 - 1
      history.add({ atMs, families: familiesAfter(requests) })
      figures.add(atMs, [{ ...subject, figures: known }])
    }
  }
  const app = await operationApp(metricHandlers({ metricsHistory: history, figures }))
  onTestFinished(async () => {
    await app.close()
    await Promise.all([history.close(), figures.close()])
    rmSync(folder, { recursive: true, force: true })
  })
  return async (query: Record<string, string | string[]> = {}) => {
    const from = new Date(startMs).toISOString()
    const to = new Date(startMs + 15 * minuteMs).toISOString()
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries({ from, to, ...query })) {
      for (const one of [value].flat()) search.append(name, one)
    }
    const answer = await app.inject(`/api/v1/metrics/history?${search}`)
    return { status: answer.statusCode, body: answer.json() }
  }
}

const valuesOf = (series: readonly SeriesColumn[], name: string) =>
  series.find((column) => column.name === name)?.values

test('all series stand on the same times, and a gap stays one', async () => {
  const ask = await prepare()
  const { body } = await ask({ step: '60' })
  expect(body.step).toBe(60)
  expect(body.times).toEqual([...Array(15).keys()].map((minute) => startMs + minute * minuteMs))
  const minutes = (value: number, afterGap = value) => [
    ...[value, value],
    ...Array(10).fill(null),
    ...[afterGap, value, null],
  ]
  // The first after the gap covers it as well: the counts are of all that time.
  const rates = valuesOf(body.series, 'requests_per_second')
  expect(rates?.map((rate) => rate && Math.round(rate * 10) / 10)).toEqual(minutes(4, 0.4))
  expect(valuesOf(body.series, 'error_ratio')).toEqual(minutes(0.1))
  expect(valuesOf(body.series, 'latency_p50')).toEqual(minutes(0.0075))
  expect(valuesOf(body.series, 'memory_bytes')).toEqual(minutes(1e8))
  expect(valuesOf(body.series, 'cpu_percent')).toEqual(minutes(12.5))
  expect(valuesOf(body.series, 'loop_lag')).toEqual(minutes(0.004))
  expect(valuesOf(body.series, 'breakers_open')).toEqual(minutes(1))
  expect(valuesOf(body.series, 'restarts')).toEqual([1, 0, ...Array(10).fill(null), 0, 0, null])
  expect(valuesOf(body.series, 'mcp_operations_per_second')).toEqual(minutes(0))
  expect(body.series.find(({ name }: SeriesColumn) => name === 'restarts').service).toBe(
    'prompt-web',
  )
  expect(valuesOf(body.series, 'mcp_latency_p99')).toBeUndefined()
})

test('only what is asked for is told', async () => {
  const ask = await prepare()
  const { body } = await ask({ series: ['requests_per_second', 'cpu_percent'] })
  expect(body.series.map(({ name }: SeriesColumn) => name)).toEqual([
    'requests_per_second',
    'cpu_percent',
  ])
  expect((await ask({ service: 'mcp-gateway' })).body.series).toHaveLength(2)
  expect((await ask({ service: 'nobody' })).body.series).toEqual([])
})

test('a step is never finer than what is known, and never more than a chart can show', async () => {
  const ask = await prepare()
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
  expect((await ask({ step: '1' })).body.step).toBe(30)
  expect((await ask({ from: daysAgo(0.9), step: '1' })).body.step).toBe(60)
  const long = (await ask({ from: daysAgo(365), to: daysAgo(0) })).body
  expect(long.times.length).toBeLessThanOrEqual(2000)
  expect(long.step % 900).toBe(0)
  expect((await ask({ from: daysAgo(0), to: daysAgo(1) })).body.times).toHaveLength(1)
})

test.each([{ step: '0' }, { from: 'yesterday' }, { series: 'what' }])(
  'the question %j is refused',
  async (query) => {
    const ask = await prepare()
    expect((await ask({ ...query })).status).toBe(400)
  },
)
