import { expect, onTestFinished, test } from 'vitest'
import { startTracing, type Tracing, type TracingOptions } from '../src/index.ts'
import { type CollectorOptions, startCollector } from './collector.ts'

interface Told {
  readonly dropped: [spans: number, reason: string][]
  readonly outages: (string | undefined)[]
  readonly breaker: string[]
}

async function open(
  options: Partial<TracingOptions> & Pick<TracingOptions, 'endpoint'>,
): Promise<{ readonly tracing: Tracing; readonly told: Told }> {
  const told: Told = { dropped: [], outages: [], breaker: [] }
  const tracing = await startTracing({
    service: 'test',
    version: '1.2.3',
    sampleRatio: 1,
    headers: [],
    onDropped: (spans, reason) => told.dropped.push([spans, reason]),
    onCollector: (error) => told.outages.push(error?.message),
    onBreaker: (state) => told.breaker.push(state),
    ...options,
  })
  if (!tracing) throw new Error('Nothing is traced.')
  return { tracing, told }
}

async function collector(options?: CollectorOptions) {
  const started = await startCollector(options)
  onTestFinished(started.close)
  return started
}

const work = { name: 'work', kind: 'server', attributes: { a: 'text', b: 2, c: true } } as const
const caller = {
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  spanId: '00f067aa0ba902b7',
  traceFlags: 1,
  traceState: 'rojo=1',
}

test('without an endpoint nothing is traced', async () => {
  const untraced = await startTracing({
    service: 'test',
    version: '1.2.3',
    endpoint: '',
    sampleRatio: 1,
    headers: [],
    onDropped: () => {},
    onCollector: () => {},
  })
  expect(untraced).toBeUndefined()
})

test('a collector gets the span with its parent, its link and how it ended', async () => {
  const { url, spans, exports } = await collector()
  const { tracing } = await open({ endpoint: url, headers: [{ name: 'x-key', value: 'secret' }] })
  const link = { ...caller, traceId: '0af7651916cd43dd8448eb211c80319c' }
  const span = tracing.start({ ...work, parent: caller, link, startedAtMs: 1_000 })
  span.end({ attributes: { d: 1.5, e: undefined }, errorType: 'tool_error', endedAtMs: 3_000 })
  await tracing.close()
  expect(exports).toMatchObject([{ path: '/v1/traces', headers: { 'x-key': 'secret' } }])
  expect(spans).toEqual([
    {
      service: 'test',
      name: 'work',
      kind: 'server',
      traceId: caller.traceId,
      spanId: span.context.spanId,
      parentSpanId: caller.spanId,
      traceState: 'rojo=1',
      links: [{ traceId: link.traceId, spanId: link.spanId }],
      attributes: { a: 'text', b: 2, c: true, d: 1.5, 'error.type': 'tool_error' },
      isError: true,
      startedAt: 1_000_000_000n,
      endedAt: 3_000_000_000n,
    },
  ])
  expect(span.context).toMatchObject({ traceFlags: 1, traceState: 'rojo=1' })
})

test('a trace that begins here has the id that its request has', async () => {
  const { url, spans } = await collector()
  const { tracing } = await open({ endpoint: url })
  const traceId = '0af7651916cd43dd8448eb211c80319c'
  const root = tracing.start({ ...work, traceId })
  tracing.start({ ...work, name: 'part', kind: 'client', parent: root.context }).end()
  root.end()
  const other = tracing.start(work)
  other.end()
  await tracing.close()
  expect(spans.map(({ name, parentSpanId }) => [name, parentSpanId])).toEqual([
    ['part', root.context.spanId],
    ['work', ''],
    ['work', ''],
  ])
  expect(spans.slice(0, 2).map((span) => span.traceId)).toEqual([traceId, traceId])
  expect(other.context.traceId).not.toBe(traceId)
})

test('who has decided against recording is heeded, and who has not is sampled by the ratio', async () => {
  const { url, spans } = await collector()
  const { tracing } = await open({ endpoint: url, sampleRatio: 0 })
  const unsampled = tracing.start({ ...work, parent: { ...caller, traceFlags: 0 } })
  unsampled.end()
  const ours = tracing.start(work)
  ours.end()
  tracing.start({ ...work, name: 'sampled', parent: caller }).end()
  await tracing.close()
  expect(spans.map(({ name }) => name)).toEqual(['sampled'])
  // Both go on being told what was decided.
  expect(unsampled.context).toMatchObject({ traceId: caller.traceId, traceFlags: 0 })
  expect(ours.context.traceFlags).toBe(0)
})

test('about a quarter of the traces is recorded with a ratio of a quarter', async () => {
  const { url, spans } = await collector()
  const { tracing } = await open({ endpoint: url, sampleRatio: 0.25 })
  for (let n = 0; n < 2_000; n += 1) {
    // As request ids are made.
    const traceId = crypto.randomUUID().replaceAll('-', '')
    tracing.start({ ...work, traceId }).end()
  }
  await tracing.close()
  expect(spans.length).toBeGreaterThan(400)
  expect(spans.length).toBeLessThan(600)
})

test('who closes does not wait for a collector that says nothing', async () => {
  const silent = await collector({ misbehave: () => {} })
  const { tracing, told } = await open({ endpoint: silent.url })
  tracing.start(work).end()
  await tracing.close()
  expect(silent.exports).toHaveLength(1)
  // It is still being sent.
  expect(told.dropped).toEqual([])
})

test('what finds no room while a dead collector is waited for is counted', async () => {
  const { url, close } = await startCollector()
  await close()
  const { tracing, told } = await open({ endpoint: url })
  for (let n = 0; n < 20_000; n += 1) tracing.start(work).end()
  await tracing.close()
  const full = told.dropped.filter(([, reason]) => reason === 'queue_full')
  expect(full.reduce((sum, [spans]) => sum + spans, 0)).toBeGreaterThanOrEqual(20_000 - 4_096)
})

test('a refusal is counted with all its spans, told of once, and so is its end', async () => {
  let answers = 0
  const refusing = await collector({
    misbehave: (response) => {
      answers += 1
      response.writeHead(answers < 3 ? 400 : 200).end()
    },
  })
  const { tracing, told } = await open({ endpoint: refusing.url })
  for (const expected of [1, 2, 3]) {
    tracing.start(work).end()
    tracing.start(work).end()
    await refusing.until(() => (refusing.exports.length === expected ? true : undefined))
  }
  await tracing.close()
  expect(told.dropped).toEqual([
    [2, 'export_failed'],
    [2, 'export_failed'],
  ])
  expect(told.outages).toEqual([expect.any(String), undefined])
})

test('a collector that fails gets nothing for a while, what is lost is counted, and then it gets all again', {
  timeout: 60_000,
}, async () => {
  let isWell = false
  const failing = await collector({
    misbehave: (response) => void response.writeHead(isWell ? 200 : 500).end(),
  })
  const { tracing, told } = await open({ endpoint: failing.url })
  const opened = () => expect.poll(tracing.breaker.state, { timeout: 30_000 }).toBe('open')
  tracing.start(work).end()
  await opened()
  expect(tracing.breaker.reason()).toEqual(expect.any(String))
  tracing.start(work).end()
  await expect.poll(() => told.dropped, { timeout: 30_000 }).toHaveLength(2)
  // On a slow machine there may have been a trial meanwhile.
  const trials = told.breaker.filter((state) => state === 'half-open').length
  expect(failing.exports.length).toBeLessThanOrEqual(1 + trials)
  isWell = true
  // Whoever records goes on; the first batch after the pause is the trial.
  const recording = setInterval(() => tracing.start(work).end(), 100)
  await expect.poll(tracing.breaker.state, { timeout: 30_000 }).toBe('closed')
  clearInterval(recording)
  await tracing.close()
  expect([told.breaker[0], ...told.breaker.slice(-2)]).toEqual(['open', 'half-open', 'closed'])
  expect(told.outages).toEqual([expect.any(String), undefined])
})
