import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Gateway, startGateway } from './gateway.ts'
import { startWeb, type Web } from './web.ts'
import { modernRequest, post } from './wire.ts'

let web: Web
let gateway: Gateway

beforeAll(async () => {
  web = await startWeb()
  await web.save({ title: 'Greeting', content: 'Hello' })
})

afterAll(async () => {
  await web?.stop()
})

beforeEach(async () => {
  gateway = await startGateway({ webUrl: web.url, requestTimeoutMs: 2_000, resetTimeoutMs: 100 })
})

afterEach(async () => {
  await gateway.stop()
})

const getPrompt = () => post(gateway.url, ...modernRequest('prompts/get', { name: 'greeting' }))
const search = () => post(gateway.url, ...modernRequest('tools/call', { name: 'search_prompts' }))

test('without its library the gateway says so at once, and goes on when it is back', async () => {
  expect((await getPrompt()).message.result).toBeDefined()
  await web.kill()

  const { status, message } = await getPrompt()
  expect(status).toBe(200)
  expect(message.error).toMatchObject({
    code: -32603,
    message: expect.stringContaining('cannot be reached'),
    data: { code: 'PB_LIBRARY_UNREACHABLE', retryable: true, requestId: expect.any(String) },
  })
  const called = await search()
  expect(called.message.result).toMatchObject({
    isError: true,
    content: [{ text: expect.stringContaining('cannot be reached') }],
    _meta: { 'promptbin/retryable': true },
  })

  const opened = gateway.breakerBecomes('open')
  await Promise.all(Array.from({ length: 5 }, getPrompt))
  await opened
  const codes = (await Promise.all(Array.from({ length: 5 }, getPrompt))).map(
    (answer) => answer.message.error?.data?.['code'],
  )
  expect(codes).toContain('PB_LIBRARY_UNAVAILABLE')
  const metrics = await (await fetch(new URL('/metrics', gateway.url))).text()
  expect(metrics).toMatch(/promptbin_breaker_state\{kind="reads",state="closed"\} 0/)

  const closed = gateway.breakerBecomes('closed')
  await web.restart()
  // The first call after the pause is the breaker's trial; one before it fails at once.
  await expect
    .poll(async () => (await getPrompt()).message.result, { timeout: 10_000 })
    .toBeDefined()
  await closed
})

test('the gateway is alive and ready without its library, and says what it lacks', async () => {
  await gateway.stop()
  await web.kill()
  gateway = await startGateway({ webUrl: web.url })
  expect((await fetch(new URL('/livez', gateway.url))).status).toBe(200)
  expect((await fetch(new URL('/readyz', gateway.url))).status).toBe(200)
  const health = await (await fetch(new URL('/health', gateway.url))).json()
  expect(health).toMatchObject({
    status: 'warn',
    checks: { 'prompt-web:responseTime': [{ status: 'fail' }] },
  })
  const { message } = await post(gateway.url, ...modernRequest('tools/list'))
  expect(message.result?.['tools']).toHaveLength(2)
  await web.restart()
})
