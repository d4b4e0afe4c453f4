import { expect, test } from 'vitest'
import { type Received, startHttpReceiver } from './receivers/http-receiver.ts'
import { startShippedLog } from './shipped-log.ts'

interface LokiBody {
  readonly streams: readonly {
    readonly stream: Record<string, string>
    readonly values: readonly [string, string][]
  }[]
}

/** What the receiver was sent, which the tests look at themselves. */
function bodyOf<Body>(request: Received | undefined): Body {
  if (request === undefined) throw new Error('nothing was received')
  return request.body as Body
}

const nanoseconds = String(BigInt(Date.parse('2026-11-22T12:00:00.123Z')) * 1_000_000n)

test('Loki gets the lines as they are, in few streams, with who sends them', async () => {
  const loki = await startHttpReceiver(() => ({ status: 204 }))
  const log = startShippedLog([
    {
      type: 'loki',
      url: loki.url,
      user: 'me',
      password: 'pass',
      tenant: 'home',
      labels: { env: 'x' },
    },
  ])
  log.write('one "quoted" ünïcode')
  log.write('two', { level: 'error' })
  log.write('three')
  const [request] = await loki.requests(1)
  expect(request?.path).toBe('/loki/api/v1/push')
  expect(request?.headers).toMatchObject({
    'content-type': 'application/json',
    authorization: `Basic ${btoa('me:pass')}`,
    'x-scope-orgid': 'home',
  })
  const { streams } = bodyOf<LokiBody>(request)
  expect(streams.map(({ stream }) => stream)).toEqual([
    { job: 'promptbin', env: 'x', service: 'prompt-web', level: 'info' },
    { job: 'promptbin', env: 'x', service: 'prompt-web', level: 'error' },
  ])
  expect(streams[0]?.values.map(([time]) => time)).toEqual([nanoseconds, nanoseconds])
  expect(streams[0]?.values.map(([, line]) => JSON.parse(line))).toMatchObject([
    { seq: 1, worker: 0, msg: 'one "quoted" ünïcode' },
    { seq: 3, msg: 'three' },
  ])
})

test('a collector gets records as the data model of OpenTelemetry has them', async () => {
  const collector = await startHttpReceiver(() => ({ status: 200, body: {} }))
  const log = startShippedLog([
    { type: 'otlp', url: `${collector.url}/v1/logs`, headers: { 'api-key': 'k' } },
  ])
  log.write('failed', {
    level: 'error',
    version: '1.2.3',
    request_id: 'request-1',
    trace_id: '0af7651916cd43dd8448eb211c80319c',
    span_id: 'b7ad6b7169203331',
    event: 'http.request',
    status: 500,
    duration_ms: 1.5,
    err: { type: 'TypeError', message: 'no', stack: 'at x', code: 'PB_X' },
    list: [1, true, null, { deep: 'x' }],
  })
  log.write('of the supervisor', { service: 'supervisor', worker: null })
  const [request] = await collector.requests(1)
  expect(request).toMatchObject({ path: '/v1/logs', headers: { 'api-key': 'k' } })
  const { resourceLogs } = bodyOf<{ resourceLogs: Record<string, unknown>[] }>(request)
  expect(resourceLogs).toHaveLength(2)
  expect(resourceLogs[0]).toEqual({
    resource: {
      attributes: expect.arrayContaining([
        { key: 'service.name', value: { stringValue: 'prompt-web' } },
        { key: 'service.version', value: { stringValue: '1.2.3' } },
      ]),
    },
    scopeLogs: [
      {
        scope: { name: 'promptbin' },
        logRecords: [
          {
            timeUnixNano: nanoseconds,
            observedTimeUnixNano: nanoseconds,
            severityNumber: 17,
            severityText: 'ERROR',
            eventName: 'http.request',
            body: { stringValue: 'failed' },
            traceId: '0af7651916cd43dd8448eb211c80319c',
            spanId: 'b7ad6b7169203331',
            attributes: [
              { key: 'pid', value: { intValue: '4711' } },
              { key: 'request_id', value: { stringValue: 'request-1' } },
              { key: 'event', value: { stringValue: 'http.request' } },
              { key: 'status', value: { intValue: '500' } },
              { key: 'duration_ms', value: { doubleValue: 1.5 } },
              {
                key: 'list',
                value: {
                  arrayValue: {
                    values: [
                      { intValue: '1' },
                      { boolValue: true },
                      { stringValue: 'null' },
                      {
                        kvlistValue: { values: [{ key: 'deep', value: { stringValue: 'x' } }] },
                      },
                    ],
                  },
                },
              },
              { key: 'exception.type', value: { stringValue: 'TypeError' } },
              { key: 'exception.message', value: { stringValue: 'no' } },
              { key: 'exception.stacktrace', value: { stringValue: 'at x' } },
              { key: 'err.code', value: { stringValue: 'PB_X' } },
            ],
          },
        ],
      },
    ],
  })
})

test('lines come once it is there again, in order, and the log tells of it once', async () => {
  const loki = await startHttpReceiver((count) => ({ status: count < 4 ? 503 : 204 }))
  const log = startShippedLog([{ type: 'loki', url: loki.url }])
  log.write('one')
  await loki.requests(2)
  log.write('two')
  await log.event('log.ship_recovered')
  await loki.requests(5)
  const lines = (loki.received.slice(3) as { body: LokiBody }[]).flatMap(({ body }) =>
    body.streams.flatMap(({ values }) => values.map(([, line]) => JSON.parse(line).msg)),
  )
  expect(lines).toEqual(['one', 'two'])
  expect(log.said.map(({ event }) => event)).toEqual(['log.ship_failed', 'log.ship_recovered'])
  expect(log.said[0]).toMatchObject({
    sink: 'loki',
    err: { code: 'PB_LOG_SINK_UNAVAILABLE', message: expect.stringContaining('status 503') },
  })
  expect(log.said[1]).toMatchObject({ lost_lines: 0 })
})

test('what is refused is counted, told of and not sent again, and what comes after it goes on', async () => {
  const loki = await startHttpReceiver((count) => ({ status: count === 1 ? 400 : 204 }))
  const log = startShippedLog([{ type: 'loki', url: loki.url }])
  log.write('wrong')
  await loki.requests(1)
  log.write('right')
  const [, second] = await loki.requests(2)
  expect(JSON.stringify(second?.body)).toContain('right')
  expect(JSON.stringify(second?.body)).not.toContain('wrong')
  expect(log.shipping.figures).toMatchObject([{ sink: 'loki', lostLines: { refused: 1 } }])
  expect(log.said[0]).toMatchObject({ sink: 'loki', err: { code: 'PB_LOG_SINK_REFUSED' } })
})

test('of a batch that a collector takes in part the rest is counted', async () => {
  const body = { partialSuccess: { rejectedLogRecords: '2', errorMessage: 'too old' } }
  const collector = await startHttpReceiver(() => ({ status: 200, body }))
  const log = startShippedLog([{ type: 'otlp', url: `${collector.url}/v1/logs` }])
  for (const word of ['one', 'two', 'three']) log.write(word)
  await collector.requests(1)
  await log.shipping.close(1_000)
  expect(log.shipping.figures).toMatchObject([{ lostLines: { refused: 2, shutdown: 0 } }])
})

test('the end sends what waits, and counts what does not get through in time', async () => {
  const loki = await startHttpReceiver(() => ({ status: 204 }))
  const dead = await startHttpReceiver(() => ({ status: 503 }))
  const log = startShippedLog([
    { type: 'loki', url: loki.url },
    { type: 'loki', name: 'dead', url: dead.url },
    { type: 'loki', name: 'errors', level: 'error', url: loki.url },
  ])
  log.write('last words')
  await log.shipping.close(100)
  log.write('too late')
  expect(loki.received).toHaveLength(1)
  expect(JSON.stringify(loki.received[0]?.body)).toContain('last words')
  expect(log.shipping.figures).toMatchObject([
    { sink: 'loki', lostLines: { shutdown: 0 }, waitingBytes: 0 },
    { sink: 'dead', lostLines: { shutdown: 1 }, waitingBytes: 0 },
    { sink: 'errors', lostLines: { shutdown: 0 }, waitingBytes: 0 },
  ])
})
