import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listLogParts } from '@promptbin/logging'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Started, TestFolder } from '../command.ts'
import { LogReader, type ReadLine } from './log-reader.ts'

let data: TestFolder

beforeEach(() => {
  data = new TestFolder()
})
afterEach(() => data.remove())

const talkative = { TEST_GATEWAY: 'services/talkative.ts' }

async function start(variables: Readonly<Record<string, string>> = {}): Promise<Started> {
  return data.start({ ...talkative, ...variables })
}

/** Has the gateway print something. */
async function say(body: object, path = '/say'): Promise<void> {
  const url = new URL(path, data.instance.mcp.url)
  const headers = { 'content-type': 'application/json' }
  await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => {})
}

async function ask(query: string): Promise<{ items: ReadLine[]; nextCursor: number | null }> {
  const answer = await fetch(new URL(`/api/v1/logs${query}`, data.instance.supervisor.url))
  expect(answer.status, query).toBe(200)
  return (await answer.json()) as never
}

const says = (part: string) => (line: ReadLine) => line.msg?.includes(part)

describe('what a process prints is in the one stream', () => {
  let reader: LogReader

  beforeEach(async () => {
    await start()
    reader = await LogReader.open(data.instance.supervisor.url)
  })
  afterEach(() => reader.close())

  test('with its service, worker and pid, be it of its logger or plain text', async () => {
    await say({ text: 'Listening on some port\n' })
    await say({ text: '(node:1) Warning: old\n', stream: 'stderr' })
    const pid = data.pidOf('mcp-gateway')
    const head = { service: 'mcp-gateway', worker: 0, pid }
    expect(await reader.next(says('Listening'))).toMatchObject({ ...head, level: 'info' })
    expect(await reader.next(says('Warning'))).toMatchObject({ ...head, level: 'warn' })
    const { items } = await ask('?service=mcp-gateway&limit=1000')
    expect(items).toContainEqual(
      expect.objectContaining({ ...head, event: 'http.request', route: '/say' }),
    )
  })

  test('to the letter at which it was killed, and the next one goes on behind it', async () => {
    await say({ text: 'a whole line\n{"level":"info","ti' }, '/last-words')
    const whole = await reader.next(says('a whole line'))
    const torn = await reader.next(says('{"level":"info","ti'))
    expect(torn).toMatchObject({ service: 'mcp-gateway', pid: whole.pid })
    const next = await reader.next(({ event }) => event === 'service.ready')
    expect(next.pid).not.toBe(whole.pid)
    expect(data.log.at(-1)).toBeDefined()
  })

  test('and cannot pretend to be from another one, or to be two lines', async () => {
    const forged = { level: 'fatal', time: '2026-01-01T00:00:00.000Z', service: 'supervisor' }
    await say({ text: `${JSON.stringify({ ...forged, pid: 1, seq: 1, msg: 'forged' })}\n` })
    expect(await reader.next(says('forged'))).toMatchObject({
      service: 'mcp-gateway',
      worker: 0,
      pid: data.pidOf('mcp-gateway'),
      time: expect.not.stringContaining('01-01T00:00'),
    })
    await fetch(new URL('/broken', data.instance.mcp.url), {
      headers: { 'x-request-id': 'a\\n{"level":"fatal"}' },
    })
    await reader.next(({ event }) => event === 'http.request')
    const numbers = data.log.map(({ seq }) => seq)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  })
})

describe('GET /api/v1/logs', () => {
  test('tells of one request in all services, by its id', async () => {
    await start()
    const headers = { 'x-request-id': 'request-of-a-test' }
    await fetch(new URL('/broken', data.instance.web.url), { headers })
    await fetch(new URL('/broken', data.instance.mcp.url), { headers })
    await fetch(new URL('/broken', data.instance.mcp.url))
    const { items } = await ask('?request=request-of-a-test')
    expect(new Set(items.map(({ service }) => service))).toEqual(
      new Set(['prompt-web', 'mcp-gateway']),
    )
    expect(items.every(({ request_id }) => request_id === 'request-of-a-test')).toBe(true)
    const trace_id = items[0]?.['trace_id']
    const { items: ofTrace } = await ask(`?request=${trace_id}`)
    expect(ofTrace.length).toBeGreaterThan(0)
    expect(ofTrace.every((line) => line['trace_id'] === trace_id)).toBe(true)
  })

  test('takes a service, a level, a time and a number to go on from', async () => {
    await start()
    for (let index = 0; index < 5; index += 1) await say({ text: `line ${index}\n` })
    await say({ text: 'oh\n', stream: 'stderr' })
    const reader = await LogReader.open(data.instance.supervisor.url, { after: 1 })
    await reader.next(says('oh'))
    reader.close()

    const { items: warnings } = await ask('?level=warn&service=mcp-gateway')
    expect(warnings.map(({ msg }) => msg)).toEqual(['oh'])
    const { items: newest } = await ask('?limit=2')
    expect(newest).toHaveLength(2)
    const all: ReadLine[] = []
    for (let cursor: number | null = 0; cursor !== null; ) {
      const page = await ask(`?since=${cursor}&limit=4`)
      all.push(...page.items)
      cursor = page.nextCursor
    }
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1))
    const [middle] = all.filter(says('line 2'))
    const { items: later } = await ask(`?since=${middle?.time}&service=mcp-gateway`)
    expect(later.filter(says('line')).map(({ msg }) => msg)).toContain('line 4')
    expect(later.every(({ time }) => time >= (middle?.time ?? ''))).toBe(true)
    const wrong = await fetch(new URL('/api/v1/logs?level=loud', data.instance.supervisor.url))
    expect(wrong.status).toBe(422)
  })
})

describe('GET /api/v1/logs/stream', () => {
  test('goes on after the last line that the client has seen, also over a restart', async () => {
    const first = await start()
    const reader = await LogReader.open(data.instance.supervisor.url)
    await say({ text: 'before\n' })
    const { seq } = await reader.next(says('before'))
    reader.close()
    await say({ text: 'missed\n' })
    await first.stop()
    await start()
    const resumed = await LogReader.open(data.instance.supervisor.url, { after: seq })
    await resumed.next(says('missed'))
    await resumed.next(({ event }) => event === 'lifecycle.supervisor-started')
    resumed.close()
    const numbers = resumed.seen.map((line) => line.seq)
    expect(numbers).toEqual(numbers.map((_, index) => seq + 1 + index))
  })

  test('gives a slow reader everything that is still on the disk, in order', async () => {
    await start({ PROMPTBIN_LOGGING_MAX_TOTAL: '50MB' })
    const reader = await LogReader.open(data.instance.supervisor.url)
    reader.response.pause()
    await say({ lines: 20_000 }, '/flood')
    const flood = await reader.next((line) => line['line'] === 19_999)
    reader.close()
    const numbers = reader.seen.map((line) => line.seq)
    expect(numbers).toEqual(numbers.map((_, index) => flood.seq - numbers.length + 1 + index))
    expect(numbers.length).toBeGreaterThanOrEqual(20_000)
  })
})

test('a flood of 100,000 lines stays within the bound on the disk and in memory', async () => {
  // They take more than 100 MB when they are held.
  await start({
    NODE_OPTIONS: '--max-old-space-size=48',
    PROMPTBIN_LOGGING_ROTATION: '1MB',
    PROMPTBIN_LOGGING_MAX_TOTAL: '8MB',
  })
  const reader = await LogReader.open(data.instance.supervisor.url, { query: '?level=warn' })
  const { pid } = data.instance
  await say({ lines: 100_000 }, '/flood')
  const floods = async () => {
    const { items } = await ask('?service=mcp-gateway&limit=1000')
    return items.filter(({ event }) => event === 'test.flood').map((line) => line['line'])
  }
  // The answer may be here before the last lines, which wait for each other.
  const patience = { interval: 500, timeout: 60_000 }
  await expect.poll(async () => (await floods()).at(-1), patience).toBe(99_999)
  const newest = await floods()
  expect(newest).toEqual(newest.map((_, index) => Number(newest[0]) + index))
  expect(data.instance.pid).toBe(pid)

  const parts = await listLogParts(join(data.path, 'logs'))
  expect(parts.length).toBeGreaterThan(5)
  expect(parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(8_000_000)
  const numbers = parts.flatMap(({ path }) =>
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).seq),
  )
  expect(numbers).toEqual(numbers.map((_, index) => numbers[0] + index))
  reader.close()
})
