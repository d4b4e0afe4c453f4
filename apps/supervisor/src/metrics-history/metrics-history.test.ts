import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HTTP_BUCKETS_SECONDS, type MetricFamily } from '@promptbin/metrics'
import { expect, onTestFinished, test } from 'vitest'
import { MetricsHistory, type MetricsHistoryOptions } from './metrics-history.ts'
import type { Point } from './points/point.ts'

const [secondMs, minuteMs, hourMs] = [1000, 60_000, 3_600_000]
const dayMs = 24 * hourMs
const startMs = Date.UTC(2026, 10, 22, 12)

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-history-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const told: object[] = []
const log = { warn: (fields: object) => void told.push(fields) }

function open(folder: string, options: Partial<MetricsHistoryOptions> = {}) {
  return new MetricsHistory({ folder, retentionMs: dayMs, log, startedMs: startMs, ...options })
}

/** Three busy services after so many requests each, in many buckets. */
function familiesAfter(requests: number, freeBytes = 1e9): readonly MetricFamily[] {
  const services = ['supervisor', 'prompt-web', 'mcp-gateway']
  const about = { help: '', type: 'histogram', bounds: HTTP_BUCKETS_SECONDS } as const
  const counts = [...HTTP_BUCKETS_SECONDS, 0].map((_, index) => (index < 8 ? requests / 8 : 0))
  return [
    {
      ...about,
      name: 'promptbin_http_request_duration_seconds',
      series: services.flatMap((service) => [
        { labels: { service, worker: '0', route: '/x', status_class: '2xx' }, counts, sum: 1 },
        { labels: { service, worker: '0', route: '/livez', status_class: '2xx' }, counts, sum: 1 },
      ]),
    },
    {
      ...about,
      name: 'mcp_server_operation_duration_seconds',
      series: [{ labels: { service: 'mcp-gateway', worker: '0', error_type: '' }, counts, sum: 1 }],
    },
    {
      name: 'promptbin_disk_free_bytes',
      help: '',
      type: 'gauge',
      series: [{ labels: { service: 'prompt-web' }, value: freeBytes }],
    },
  ]
}

/** A snapshot each 15 s unless told, 80 requests after the one before. */
function pass(
  history: MetricsHistory,
  fromMs: number,
  lengthMs: number,
  { before = 0, everyMs = 15 * secondMs } = {},
): number {
  let requests = before
  for (let atMs = fromMs + everyMs; atMs <= fromMs + lengthMs; atMs += everyMs) {
    requests += 80
    history.add({ atMs, families: familiesAfter(requests) })
  }
  return requests
}

const requestsIn = (points: readonly Point[]) =>
  points.reduce((sum, { services }) => sum + (services['prompt-web']?.counts.requests ?? 0), 0)

test('no request is lost or told twice, whatever the resolution and however often it is restarted', async () => {
  const folder = temporaryFolder()
  let nowMs = startMs
  for (const hours of [0.3, 1.7, 20, 3]) {
    const history = open(folder, { startedMs: nowMs, retentionMs: 3 * dayMs })
    pass(history, nowMs, hours * hourMs)
    nowMs += hours * hourMs
    await history.close()
    const points = await open(folder, { retentionMs: 3 * dayMs }).read(startMs, nowMs)
    expect(requestsIn(points)).toBe(((nowMs - startMs) / (15 * secondMs)) * 80)
    expect(points.reduce((sum, { coveredMs }) => sum + coveredMs, 0)).toBe(nowMs - startMs)
  }
  const history = open(folder, { retentionMs: 3 * dayMs })
  const steps = (await history.read(startMs, nowMs)).map(({ atMs }) => nowMs - atMs)
  const within = (fromMs: number, toMs: number) =>
    steps.filter((ago) => ago > fromMs && ago <= toMs).length
  expect(within(0, hourMs)).toBe(120)
  expect(within(hourMs, 24 * hourMs)).toBe(23 * 60)
  expect(within(24 * hourMs, 25 * hourMs)).toBe(4)
})

test('half a minute is lost with a crash, and nothing of what coarser points had not got yet', async () => {
  const folder = temporaryFolder()
  const history = open(folder)
  // The last point has begun but is not whole; reading waits for what was written.
  pass(history, startMs, 10 * minuteMs + 15 * secondMs)
  await history.read(0)
  const again = open(folder, { startedMs: startMs + 11 * minuteMs })
  const points = await again.read(startMs, startMs + 2 * hourMs)
  expect(requestsIn(points)).toBe(80 * 39)
  expect(points.map(({ atMs }) => (atMs - startMs) / minuteMs)).toEqual([...Array(10).keys()])
})

test('a pause leaves a gap', async () => {
  const folder = temporaryFolder()
  const first = open(folder)
  pass(first, startMs, 2 * minuteMs)
  await first.close()
  const later = startMs + 10 * minuteMs
  const second = open(folder, { startedMs: later })
  pass(second, later, 2 * minuteMs)
  const minutes = (await second.read(startMs, later + 2 * minuteMs)).map(({ atMs }) =>
    Math.floor((atMs - startMs) / minuteMs),
  )
  expect([...new Set(minutes)]).toEqual([0, 1, 2, 10, 11, 12])
})

test('a counter that begins anew counts from there, and the worst level of a time stays', async () => {
  const history = open(temporaryFolder())
  for (const [index, requests] of [160, 80, 240].entries()) {
    const families = familiesAfter(requests, index === 1 ? 5 : 1e9)
    history.add({ atMs: startMs + index * secondMs, families })
  }
  const [point] = await history.read(startMs, startMs + minuteMs)
  expect(point?.services['prompt-web']?.counts).toEqual({ requests: 400, serverErrors: 0 })
  expect(point?.services['supervisor']?.levels).toEqual({ diskFreeBytes: 5 })
})

test('thirty days stay below a bound on the disk, and are told back to their beginning', async () => {
  const folder = temporaryFolder()
  const retentionMs = 30 * dayMs
  const history = open(folder, { retentionMs })
  const most = () =>
    readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
  let before = 0
  for (let day = 0; day < 31; day++) {
    // Each minute of all days, and the last day as it is.
    const everyMs = day < 30 ? minuteMs : 15 * secondMs
    before = pass(history, startMs + day * dayMs, dayMs, { before, everyMs })
    await history.read(startMs + day * dayMs, startMs + (day + 1) * dayMs)
    expect(most()).toBeLessThan(9 * 2 ** 20)
  }
  const nowMs = startMs + 31 * dayMs
  const points = await history.read(nowMs - retentionMs, nowMs)
  expect(points[0]?.atMs).toBe(nowMs - retentionMs)
  expect(points.at(-1)?.atMs).toBeGreaterThan(nowMs - minuteMs)
})

test('a file of something else is set aside, single damaged lines are passed over', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'metrics-seconds.jsonl')
  const first = open(folder)
  pass(first, startMs, 2 * minuteMs)
  await first.close()
  appendFileSync(file, '\u0000\u0000garbage\n{"atMs":1}\n{"atM')
  const second = open(folder)
  expect(requestsIn(await second.read(startMs, startMs + 3 * minuteMs))).toBe(8 * 80)
  expect(readdirSync(folder).join()).not.toContain('damaged')

  writeFileSync(file, 'x'.repeat(200_000))
  const third = open(folder)
  expect(readdirSync(folder).join()).toContain('metrics-seconds.jsonl.damaged-')
  expect(told).toContainEqual(expect.objectContaining({ event: 'state.damaged', file }))
  pass(third, startMs, 2 * minuteMs)
  expect(requestsIn(await third.read(startMs, startMs + 3 * minuteMs))).toBe(8 * 80)
})

test('on a disk without room nothing is written', async () => {
  const folder = temporaryFolder()
  const history = open(folder, { isWritable: () => false })
  pass(history, startMs, 5 * minuteMs)
  await history.close()
  expect(readdirSync(folder)).toEqual([])
})
