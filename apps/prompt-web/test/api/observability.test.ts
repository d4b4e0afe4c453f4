import { expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../test-app.ts'

test('one request id joins the answer, the request line and the queries of the store', async () => {
  const { app, log } = await startTestApp()
  await savePrompt(app)
  log.length = 0
  const response = await send(app, 'GET', '/api/v1/prompts/linux-terminal', {
    headers: { 'x-request-id': 'from-the-gateway_1' },
  })
  expect(response.headers['x-request-id']).toBe('from-the-gateway_1')
  const lines = log.filter((line) => line['request_id'] === 'from-the-gateway_1')
  expect(lines).toContainEqual(
    expect.objectContaining({
      event: 'store.query',
      operation: 'compose',
      duration_ms: expect.any(Number),
      queued_ms: expect.any(Number),
    }),
  )
  expect(lines).toContainEqual(
    expect.objectContaining({ route: '/api/v1/prompts/:name', status: 200 }),
  )
})

test('requests at the same moment keep their ids apart', async () => {
  const { app, log } = await startTestApp()
  await savePrompt(app)
  const ids = Array.from({ length: 20 }, (_, n) => `request-${n}-of-many`)
  await Promise.all(
    ids.map((id) =>
      send(app, 'GET', '/api/v1/prompts/linux-terminal', { headers: { 'x-request-id': id } }),
    ),
  )
  const queried = log.flatMap(({ event, request_id: id }) =>
    event === 'store.query' && ids.includes(String(id)) ? [id] : [],
  )
  expect(queried.sort()).toEqual([...ids].sort())
})

test('the metrics count queries by operation and requests by route, never by name', async () => {
  const { app } = await startTestApp()
  await savePrompt(app)
  await send(app, 'GET', '/api/v1/prompts/linux-terminal')
  const { body } = await send(app, 'GET', '/metrics')
  expect(body).toMatch(
    /promptbin_db_query_duration_seconds_count\{[^}]*operation="compose"[^}]*\} 1/,
  )
  expect(body).toMatch(
    /promptbin_http_request_duration_seconds_count\{[^}]*route="\/api\/v1\/prompts\/:name"/,
  )
  expect(body).not.toContain('linux-terminal')
})

test('the health report knows the library, whether it can be written, and the free disk', async () => {
  const { app } = await startTestApp()
  const response = await send(app, 'GET', '/health')
  expect(response.statusCode).toBe(200)
  expect(response.json().checks).toMatchObject({
    'store:read': [{ status: 'pass', observedValue: 0, observedUnit: 'prompts' }],
    'store:write': [{ status: 'pass' }],
    'search:index': [{ status: 'pass', observedValue: 'empty library' }],
    'store:queue': [{ status: 'pass', observedUnit: 'jobs' }],
    'disk:bytes': [{ observedUnit: 'percent', observedValue: expect.any(Number) }],
    'memory:rss': [{ observedUnit: 'bytes', observedValue: expect.any(Number) }],
  })
})

test('a library that cannot be reached makes the service unready, but not dead', async () => {
  const { app, health, store } = await startTestApp()
  expect((await send(app, 'GET', '/readyz')).statusCode).toBe(200)
  await store.close()
  health.stop()
  await health.start()
  expect((await send(app, 'GET', '/readyz')).statusCode).toBe(503)
  expect((await send(app, 'GET', '/health')).statusCode).toBe(503)
  expect((await send(app, 'GET', '/livez')).statusCode).toBe(200)
  const response = await send(app, 'GET', '/api/v1/prompts')
  expect(response.statusCode).toBe(503)
  expect(response.json()).toMatchObject({ code: expect.stringMatching(/^PB_STORE_/) })
})
