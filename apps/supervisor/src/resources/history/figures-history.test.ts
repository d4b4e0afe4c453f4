import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Figures, noFigures } from '../figures.ts'
import { FiguresHistory, type ProcessSample } from './figures-history.ts'

const log = { warn: () => {} }
const minuteMs = 60_000

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-figures-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function open(folder = temporaryFolder()): FiguresHistory {
  return new FiguresHistory({ folder, retentionMs: 24 * 60 * minuteMs, log })
}

function sampleOf(processId: number, figures: Partial<Figures>): ProcessSample {
  const known = { ...noFigures, ...figures }
  return { service: 'web', worker: 0, processId, pid: 4000 + processId, figures: known }
}

/** The beginning of the minute before the last one. */
const startMs = Math.floor(Date.now() / minuteMs) * minuteMs - 2 * minuteMs

test('every second of a process and of its service is told', async () => {
  const history = open()
  for (const second of [0, 1, 2]) {
    const [first, second_] = [{ rssBytes: 10 + second }, { rssBytes: 20 }]
    history.add(startMs + second * 1000, [sampleOf(1, first), sampleOf(2, second_)])
  }
  const lines = await history.read({ fromMs: startMs + 1000 })
  const told = lines.map(({ processId, samples }) => ({
    processId,
    rss: samples.map(({ figures }) => figures.rssBytes),
  }))
  expect(told).toEqual([
    { processId: 1, rss: [11, 12] },
    { processId: 2, rss: [20, 20] },
    { processId: null, rss: [31, 32] },
  ])
  expect(history.latestOf(1)?.rssBytes).toBe(12)
  expect(history.latestOf(9)).toBeNull()
})

test('totals of a service go on when a process is replaced', async () => {
  const history = open()
  history.add(startMs, [sampleOf(1, { requestsHandled: 100, rssBytes: 50 })])
  history.add(startMs + 1000, [sampleOf(2, { requestsHandled: 5, rssBytes: 30 })])
  const lines = await history.read({ fromMs: startMs })
  const [service] = lines.filter(({ processId }) => processId === null)
  expect(service?.samples.map(({ figures }) => figures.requestsHandled)).toEqual([100, 105])
  expect(service?.samples.map(({ figures }) => figures.rssBytes)).toEqual([50, 30])
})

test('minutes survive on the disk, with the peaks of what can run out', async () => {
  const folder = temporaryFolder()
  const history = open(folder)
  history.add(startMs, [sampleOf(1, { rssBytes: 10, cpuPercent: 10, gcPauseMs: 1 })])
  history.add(startMs + 30_000, [sampleOf(1, { rssBytes: 90, cpuPercent: 30, gcPauseMs: 2 })])
  history.add(startMs + minuteMs, [sampleOf(1, { rssBytes: 20 })])
  await history.close()

  const lines = await open(folder).read({ fromMs: startMs })
  expect(lines.map(({ processId, pid }) => ({ processId, pid }))).toEqual([
    { processId: 1, pid: 4001 },
    { processId: null, pid: null },
  ])
  expect(lines[0]?.samples).toMatchObject([
    { atMs: startMs, figures: { rssBytes: 90, cpuPercent: 20, gcPauseMs: 3, threads: null } },
    { atMs: startMs + minuteMs, figures: { rssBytes: 20 } },
  ])
})

test('a minute of which there are seconds is not told twice', async () => {
  const history = open()
  for (const atMs of [startMs, startMs + minuteMs, startMs + 2 * minuteMs - 1000]) {
    history.add(atMs, [sampleOf(1, { rssBytes: 1 })])
  }
  const lines = await history.read({ fromMs: startMs - minuteMs })
  expect(lines[0]?.samples).toHaveLength(3)
})

test('lines that are torn or foreign are passed over', async () => {
  const folder = temporaryFolder()
  const history = open(folder)
  history.add(startMs, [sampleOf(1, { rssBytes: 10 })])
  await history.close()
  const file = join(folder, 'figures.jsonl')
  appendFileSync(file, '{"atMs":1}\nnull\n{"service":"web","atMs":"x","values":[]}\n{"atM')
  expect(await open(folder).read({ fromMs: 0 })).toHaveLength(2)
})

test('what is older than wanted is not told, also while it is still on the disk', async () => {
  const folder = temporaryFolder()
  const history = open(folder)
  history.add(startMs, [sampleOf(1, { rssBytes: 10 })])
  await history.close()
  expect(readFileSync(join(folder, 'figures.jsonl'), 'utf8')).not.toBe('')
  const brief = new FiguresHistory({ folder, retentionMs: 1, log })
  expect(await brief.read({ fromMs: 0 })).toEqual([])
})

test('on a disk without room nothing is written, and the seconds are still known', async () => {
  const folder = temporaryFolder()
  const history = open(folder)
  history.add(startMs, [sampleOf(1, { rssBytes: 10 })], { isWritable: false })
  history.add(startMs + minuteMs, [sampleOf(1, { rssBytes: 11 })], { isWritable: false })
  expect(await history.read({ fromMs: startMs })).toHaveLength(2)
  expect(() => readFileSync(join(folder, 'figures.jsonl'))).toThrow('ENOENT')
})

test('a crash loop leaves a bounded number of lines', async () => {
  const history = open()
  const minutes = 3
  for (let processId = 0; processId < 500; processId++) {
    const atMs = startMs + (processId * minutes * minuteMs) / 500
    history.add(atMs, [sampleOf(processId, { rssBytes: 1 })])
  }
  const lines = await history.read({ fromMs: startMs + (minutes - 1) * minuteMs })
  expect(lines.length).toBeLessThan(250)
})
