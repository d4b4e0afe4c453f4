import { once } from 'node:events'
import { expect, test } from 'vitest'
import { createTestApp, type LogLine, listen } from '../../test/test-app.ts'

const requestLines = (lines: readonly LogLine[]) =>
  lines.filter((line) => line.event === 'http.request')

test('a request is one line with the pattern of its route, not its path', async () => {
  const { app, lines } = await createTestApp()
  app.get('/prompts/:name', async () => 'text')
  await app.inject('/prompts/my-diary?q=secret')
  expect(requestLines(lines)).toEqual([
    expect.objectContaining({
      level: 'info',
      method: 'GET',
      route: '/prompts/:name',
      status: 200,
      duration_ms: expect.any(Number),
    }),
  ])
  expect(JSON.stringify(lines)).not.toMatch(/diary|secret/)
})

test('the line of a failure carries its code', async () => {
  const { app, lines } = await createTestApp()
  await app.inject('/nowhere')
  expect(requestLines(lines)).toMatchObject([
    { route: '__unmatched__', status: 404, error_code: 'PB_ROUTE_NOT_FOUND' },
  ])
})

test.each(['/livez', '/readyz', '/startupz', '/health', '/metrics'])(
  'the probe %s is logged at debug and counts as no traffic',
  async (url) => {
    const { app, lines } = await createTestApp()
    await app.inject(url)
    expect(requestLines(lines)).toMatchObject([{ level: 'debug', route: url }])
    expect(app.traffic.requestsHandled).toBe(0)
  },
)

test('what is asked very often is logged at debug, but not its failures', async () => {
  const { app, lines } = await createTestApp()
  app.get('/:status', async (request, reply) => {
    request.frequent = true
    return reply.code(Number((request.params as { status: string }).status)).send('text')
  })
  await app.inject('/200')
  await app.inject('/404')
  expect(requestLines(lines)).toMatchObject([
    { level: 'debug', status: 200 },
    { level: 'info', status: 404 },
  ])
  expect(app.traffic.requestsHandled).toBe(2)
})

test('a client that leaves is logged, and counted as done', async () => {
  const { app, lines, logged } = await createTestApp()
  const arrived = Promise.withResolvers<void>()
  app.get('/', async ({ deadline }) => {
    arrived.resolve()
    await once(deadline.signal, 'abort')
    return 'too late'
  })
  const url = await listen(app)
  const client = new AbortController()
  const call = fetch(url, { signal: client.signal })
  await arrived.promise
  expect(app.traffic.activeRequests).toBe(1)
  client.abort()
  await expect(call).rejects.toThrow()
  await logged('http.request')
  expect(requestLines(lines)).toMatchObject([{ route: '/', aborted: true }])
  expect(app.traffic).toMatchObject({ activeRequests: 0, requestsHandled: 1 })
})

test('a slow request is a warning with where its time went, and counted', async () => {
  const { app, lines, metrics } = await createTestApp({ slowRequestMs: 20 })
  app.get('/slow', async ({ requestContext }) => {
    requestContext.spend('queue', 3)
    requestContext.spend('store', 4.25)
    requestContext.spend('store', 4.25)
    const { promise, resolve } = Promise.withResolvers<void>()
    setTimeout(resolve, 30)
    await promise
    return { much: 'x'.repeat(100) }
  })
  app.get('/stream', async (request) => {
    request.longLived = true
    const { promise, resolve } = Promise.withResolvers<void>()
    setTimeout(resolve, 30)
    await promise
    return 'as if it had been open for hours'
  })
  await app.inject('/slow')
  await app.inject('/stream')
  await app.inject('/nowhere')
  const [slow, stream] = requestLines(lines)
  expect(slow).toMatchObject({
    level: 'warn',
    route: '/slow',
    slow: true,
    queue_ms: 3,
    store_ms: 8.5,
    request_id: expect.any(String),
  })
  expect(slow).not.toHaveProperty('upstream_ms')
  const { handler_ms, duration_ms } = slow as unknown as Record<string, number>
  expect(handler_ms).toBeGreaterThan(20)
  expect(duration_ms).toBeGreaterThanOrEqual(handler_ms ?? 0)
  expect(stream).toMatchObject({ level: 'info' })
  const text = await metrics.render()
  expect(text).toContain('promptbin_slow_requests_total{route="/slow"} 1')
  expect(text).not.toContain('promptbin_slow_requests_total{route="/stream"}')
})

test('how many lines there were is told by their level', async () => {
  const { app, metrics } = await createTestApp()
  const count = async () =>
    Number(/promptbin_log_lines_total\{level="info"\} (\d+)/.exec(await metrics.render())?.[1])
  const before = await count()
  await app.inject('/nowhere')
  expect(await count()).toBe(before + 1)
})
