import { currentRequest, currentRequestId, currentTraceId, isRequestId } from '@promptbin/logging'
import { expect, test } from 'vitest'
import { createTestApp, listen } from '../../test/test-app.ts'

test('the id of the caller reaches the handler, its logs, the answer and the request line', async () => {
  const { app, lines } = await createTestApp()
  app.post('/', async (request) => {
    await new Promise(setImmediate)
    request.log.info('from the handler')
    return { id: currentRequestId() }
  })
  const url = await listen(app)
  const answer = await fetch(url, {
    method: 'POST',
    body: '{"a":1}',
    headers: { 'x-request-id': 'caller-0001', 'content-type': 'application/json' },
  })
  expect(await answer.json()).toEqual({ id: 'caller-0001' })
  expect(answer.headers.get('x-request-id')).toBe('caller-0001')
  const ours = lines.filter((line) => line.request_id === 'caller-0001')
  expect(ours.map((line) => line.msg)).toEqual(['from the handler', 'request'])
})

test('requests at the same time do not mix their ids', async () => {
  const { app } = await createTestApp()
  app.post('/', async () => {
    await new Promise(setImmediate)
    return currentRequestId()
  })
  const url = await listen(app)
  const ids = Array.from({ length: 50 }, (_, index) => `request-${index}`)
  const seen = await Promise.all(
    ids.map(async (id) => {
      const headers = { 'x-request-id': id, 'content-type': 'application/json' }
      return (await fetch(url, { method: 'POST', body: '{}', headers })).text()
    }),
  )
  expect(seen).toEqual(ids)
})

test.each(['short', 'x'.repeat(65), 'two words', 'a\u0000bcdefgh', '../../etc/passwd', ''])(
  'an id that is not well-formed is replaced: "%s"',
  async (id) => {
    const { app } = await createTestApp()
    const answer = await app.inject({ url: '/livez', headers: { 'x-request-id': id } })
    const replaced = answer.headers['x-request-id']
    expect(isRequestId(replaced)).toBe(true)
    expect(replaced).not.toBe(id)
  },
)

const caller = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

test('the trace of the caller reaches the handler, its calls, its logs and the answer', async () => {
  const { app, lines } = await createTestApp()
  app.post('/', async (request) => {
    await new Promise(setImmediate)
    request.log.info('from the handler')
    return currentRequest()?.headers
  })
  const url = await listen(app)
  const answer = await fetch(url, {
    method: 'POST',
    body: '{"a":1}',
    headers: { traceparent: caller, tracestate: 'rojo=1', 'content-type': 'application/json' },
  })
  const id = answer.headers.get('x-request-id')
  expect(await answer.json()).toEqual({
    'x-request-id': id,
    traceparent: caller,
    tracestate: 'rojo=1',
  })
  expect(answer.headers.get('traceresponse')).toBe(caller)
  const ours = lines.filter((line) => line.trace_id === '4bf92f3577b34da6a3ce929d0e0e4736')
  expect(ours.map((line) => [line.msg, line.request_id])).toEqual([
    ['from the handler', id],
    ['request', id],
  ])
})

test.each([[undefined], ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7'], [`${caller}-x`]])(
  'without a trace of the caller the request id is that of the trace: %s',
  async (traceparent) => {
    const { app } = await createTestApp()
    app.get('/', async () => currentTraceId())
    const answer = await app.inject({ url: '/', headers: { ...(traceparent && { traceparent }) } })
    const traceId = String(answer.headers['x-request-id']).replaceAll('-', '')
    expect(answer.body).toBe(traceId)
    expect(answer.headers['traceresponse']).toBe(`00-${traceId}-${traceId.slice(16)}-00`)
  },
)
