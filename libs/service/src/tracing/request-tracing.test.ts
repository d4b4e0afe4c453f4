import { request } from 'node:http'
import { startTracing } from '@promptbin/tracing'
import { type Collector, startCollector } from '@promptbin/tracing/collector'
import { expect, onTestFinished, test } from 'vitest'
import { createTestApp, listen } from '../../test/test-app.ts'

async function startTraced() {
  const collector: Collector = await startCollector()
  onTestFinished(collector.close)
  const tracing = await startTracing({
    service: 'test',
    version: '1.2.3',
    endpoint: collector.url,
    sampleRatio: 1,
    headers: [],
    onDropped: () => {},
    onCollector: () => {},
  })
  const { app, lines, logged } = await createTestApp({ tracing })
  return { app, lines, logged, spans: collector.spans, close: async () => tracing?.close() }
}

const caller = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

test('a request is recorded by its route, and its lines, its calls and its answer say so', async () => {
  const { app, lines, spans, close } = await startTraced()
  app.get('/things/:name', async ({ requestContext }) => requestContext.headers)
  const url = '/things/secret-plan?q=secret'
  const answer = await app.inject({ url, headers: { traceparent: caller, tracestate: 'a=1' } })
  await close()
  const [span] = spans
  expect(spans).toEqual([
    expect.objectContaining({
      name: 'GET /things/:name',
      kind: 'server',
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      parentSpanId: '00f067aa0ba902b7',
      traceState: 'a=1',
      isError: false,
      attributes: {
        'http.request.method': 'GET',
        'http.route': '/things/:name',
        'http.response.status_code': 200,
        'network.protocol.version': '1.1',
        'url.scheme': 'http',
      },
    }),
  ])
  const ours = `00-4bf92f3577b34da6a3ce929d0e0e4736-${span?.spanId}-01`
  expect(answer.headers['traceresponse']).toBe(ours)
  expect(answer.json()).toMatchObject({ traceparent: ours, tracestate: 'a=1' })
  expect(lines.find(({ event }) => event === 'http.request')).toMatchObject({
    trace_id: span?.traceId,
    span_id: span?.spanId,
  })
})

test('without a parent the trace has the id that the request has', async () => {
  const { app, spans, close } = await startTraced()
  const answer = await app.inject('/nowhere')
  await close()
  const traceId = String(answer.headers['x-request-id']).replaceAll('-', '')
  expect(spans).toMatchObject([{ name: 'GET', traceId, parentSpanId: '' }])
  expect(answer.json()).toMatchObject({ traceId })
})

test('probes and scrapes are not recorded, defects are errors', async () => {
  const { app, spans, close } = await startTraced()
  app.get('/defect', () => Promise.reject(new Error('broken')))
  for (const url of ['/livez', '/readyz', '/health', '/metrics', '/defect']) await app.inject(url)
  await close()
  expect(spans).toMatchObject([
    { name: 'GET /defect', isError: true, attributes: { 'error.type': '500' } },
  ])
})

test('a client that leaves before the answer is told as such', async () => {
  const { app, logged, spans, close } = await startTraced()
  const arrived = Promise.withResolvers<void>()
  app.get('/slow', () => {
    arrived.resolve()
    return new Promise(() => {})
  })
  // It hangs up on itself, and is told of it.
  const outgoing = request(`${await listen(app)}/slow`).on('error', () => {})
  outgoing.end()
  await arrived.promise
  outgoing.destroy()
  await logged('http.request')
  await close()
  expect(spans).toMatchObject([{ isError: true, attributes: { 'error.type': 'aborted' } }])
})
