import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { FoundInstance } from '../../src/instance/find-instance.ts'
import { collectParts } from '../../src/report/collecting/collect-parts.ts'
import { sections } from '../../src/report/collecting/sections.ts'
import { createReport } from '../../src/report/create-report.ts'
import { mostBytesShown } from '../../src/report/page/shown.ts'
import { maxReportBytes, type Part } from '../../src/report/report.ts'
import { logLine, stoppedInstance } from './stopped-instance.ts'

const told = (parts: readonly Part[], name: string): unknown => {
  const content = parts.find((part) => part.name === name)?.content
  return content?.kind === 'json' ? content.value : content?.kind === 'lines' && content.lines
}

const event = {
  ...{ seq: 1, at: '2026-11-22T12:00:00.000Z', type: 'supervisor-started', leftovers: [] },
  ...{ service: 'supervisor', worker: null, processId: 1, pid: 1 },
}

const storedError = {
  ...{ fingerprint: '0123456789abcdef', code: 'PB_STORE_BUSY', type: 'PromptBinError' },
  ...{ message: 'The library is busy.', event: null, state: 'new', count: 3 },
  ...{
    firstMs: 1,
    lastMs: 2,
    toldRisingMs: 0,
    services: { 'prompt-web': { count: 3, lastMs: 2 } },
  },
  ...{ examples: [], minutes: [] },
}

const point = (atMs: number) => ({
  atMs,
  coveredMs: 30_000,
  services: { 'prompt-web': { counts: { requests: 60 }, durations: {}, levels: {} } },
})

test('a stopped PromptBin is told of by what its folder has', async () => {
  const folder = stoppedInstance({
    'logs/promptbin.log':
      [1, 2, 3].map((seq) => logLine(seq)).join('') + logLine(4, { level: 'error' }),
    'state/events.jsonl': `${JSON.stringify(event)}\n`,
    'state/errors.json': JSON.stringify({ version: 1, value: [storedError] }),
    'state/metrics-seconds.jsonl': [0, 30_000, 60_000]
      .map((atMs) => `${JSON.stringify(point(atMs + 1_700_000_040_000))}\n`)
      .join(''),
  })
  const settingsHere = () => ({ settings: { 'web.port': { value: 5000 } } })
  const parts = await collectParts({ folder, running: undefined, settingsHere })

  expect(told(parts, 'events')).toEqual([JSON.stringify(event)])
  expect(told(parts, 'errors')).toMatchObject({ items: [{ code: 'PB_STORE_BUSY', count: 3 }] })
  expect(told(parts, 'configuration')).toEqual(settingsHere())
  expect(told(parts, 'log')).toHaveLength(4)
  expect(told(parts, 'problems')).toHaveLength(1)
  expect(told(parts, 'metrics-history')).toMatchObject({
    series: expect.arrayContaining([expect.objectContaining({ name: 'requests_per_second' })]),
  })
  const missing = parts.filter(({ content }) => content === null)
  expect(missing.map(({ name }) => name)).toContain('health')
  for (const { problem } of missing) expect(problem).toContain('no running PromptBin has answered')
})

test('files that are damaged cost a part at most, and stay where they are', async () => {
  const folder = stoppedInstance({
    'logs/promptbin.log': '{"seq":1,"lev',
    'state/events.jsonl': '\u0000\u0000\n{"torn',
    'state/errors.json': '{"version":1,"value":[{',
    'run/supervisor.json': 'not JSON',
  })
  const { summary } = await createReport({ folder, running: undefined })
  const errors = summary.parts.find(({ name }) => name === 'errors')
  expect(errors).toMatchObject({ origin: null, problem: expect.stringContaining('JSON') })
  const files = summary.parts.find(({ name }) => name === 'data-folder')
  expect(files).toMatchObject({ origin: 'read', problem: null })
})

test('the parts and what the page shows of them have room in the largest report', () => {
  const shown = (sections.length + 1) * mostBytesShown
  const files = sections.reduce((sum, { maxBytes }) => sum + maxBytes, 0)
  expect(files + shown).toBeLessThan(maxReportBytes * 0.99)
})

test('a log of any length and of anything gives no larger report', async () => {
  // What cannot be packed: half of the size of the log is the time, the rest is random.
  const lines = Array.from({ length: 40_000 }, (_, seq) =>
    logLine(seq, { level: 'warn', msg: randomBytes(150).toString('base64') }),
  )
  const folder = stoppedInstance({ 'logs/promptbin.log': lines.join('') })
  const { archive, summary } = await createReport({ folder, running: undefined })
  expect(archive.length).toBeLessThan(maxReportBytes)
  const log = summary.parts.find(({ name }) => name === 'log')
  expect(log?.problem).toMatch(/only the newest \d+ lines fit in/)
  expect(log?.bytes).toBeGreaterThan(500_000)
})

/** A supervisor that answers everything in the same way. */
async function runningInstance(status: number, body: string): Promise<FoundInstance> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/problem+json' }).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.close()
    await once(server, 'close')
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { description: { supervisor: { url } }, processes: [], headers: {} } as never
}

test('of a PromptBin that refuses to answer the disk tells, and why it had to', async () => {
  const folder = stoppedInstance({ 'state/events.jsonl': `${JSON.stringify(event)}\n` })
  const problem = { status: 503, code: 'PB_BUSY', detail: 'It is busy.', hint: 'Wait.' }
  const running = await runningInstance(503, JSON.stringify(problem))
  const parts = await collectParts({ folder, running })
  const part = (name: string) => parts.find((one) => one.name === name)
  expect(part('events')).toMatchObject({ origin: 'read', problem: expect.stringContaining('busy') })
  expect(part('health')).toMatchObject({ origin: null, problem: expect.stringContaining('busy') })
})

test('answers of another form than expected leave a page that says so', async () => {
  const running = await runningInstance(200, '{"items":[null],"checks":7}')
  const { summary } = await createReport({ folder: stoppedInstance(), running })
  expect(summary.parts.find(({ name }) => name === 'health')?.origin).toBe('asked')
})
