import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Gateway, startGateway } from './gateway.ts'
import { startWeb, type Web } from './web.ts'
import { modernRequest, post } from './wire.ts'

let web: Web
let gateway: Gateway

beforeEach(async () => {
  web = await startWeb()
  await web.save({ title: 'Greeting', content: 'Hello' })
  gateway = await startGateway({ webUrl: web.url, requestTimeoutMs: 2_000 })
})

afterEach(async () => {
  await gateway.stop()
  await web.stop()
})

const ask = async (method: string, params: Record<string, unknown> = {}) =>
  (await post(gateway.url, ...modernRequest(method, params))).message

const getPrompt = (name = 'greeting') => ask('prompts/get', { name })
const search = (query: string) =>
  ask('tools/call', { name: 'search_prompts', arguments: { query } })
const save = (title: string) =>
  ask('tools/call', { name: 'save_prompt', arguments: { title, content: 'x' } })

interface Status {
  readonly breakers: Readonly<Record<string, string>>
  readonly feed: { readonly live: boolean }
}

const status = async () =>
  (await (await fetch(new URL('/mcp-status', gateway.url))).json()) as Status
const metrics = async () => (await fetch(new URL('/metrics', gateway.url))).text()

const stale = { 'promptbin/stale': true, 'promptbin/staleSeconds': expect.any(Number) }

test('what was seen goes on being served as a copy, and what was not says what to do', async () => {
  const [prompt, list] = [await getPrompt(), await ask('prompts/list')]
  expect(prompt.result?.['_meta']).not.toHaveProperty('promptbin/stale')
  await web.kill()

  const [promptCopy, listCopy] = [await getPrompt(), await ask('prompts/list')]
  expect(promptCopy.result).toMatchObject({ messages: prompt.result?.['messages'], _meta: stale })
  expect(listCopy.result).toMatchObject({ prompts: list.result?.['prompts'], _meta: stale })

  expect((await getPrompt('never-seen')).error).toMatchObject({
    code: -32603,
    message: expect.stringContaining('cannot be reached'),
    data: { code: 'PB_LIBRARY_UNREACHABLE', retryable: true, requestId: expect.any(String) },
  })
  for (const called of [await search('never asked'), await save('Never saved')]) {
    expect(called.result).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('cannot be reached') }],
      _meta: { 'promptbin/retryable': true },
    })
  }
})

test('while the library is away calls fail at once, and all is well soon after it is back', async () => {
  await getPrompt()
  await web.kill()
  const opened = gateway.breakerBecomes('open')
  await Promise.all(Array.from({ length: 12 }, (_, n) => getPrompt(`unseen-${n}`)))
  await opened
  await Promise.all(Array.from({ length: 12 }, (_, n) => save(`Unsaved ${n}`)))

  const codes = await Promise.all(
    Array.from({ length: 3 }, async (_, n) => (await getPrompt(`more-${n}`)).error?.data?.['code']),
  )
  expect(codes).toContain('PB_LIBRARY_UNAVAILABLE')
  const { breakers, feed } = await status()
  expect(Object.values(breakers)).not.toContain('closed')
  expect(feed).toMatchObject({ live: false })
  const measured = await metrics()
  expect(measured).toMatch(/promptbin_breaker_state\{breaker="reads",state="closed"\} 0/)
  expect(measured).toMatch(/promptbin_breaker_state\{breaker="writes",state="closed"\} 0/)
  expect(measured).toMatch(/promptbin_library_feed_live 0/)
  const unseen = 'promptbin_library_reads_total{operation="render",outcome="failed"}'
  expect(measured).toContain(unseen)

  await web.restart()
  await expect
    .poll(
      async () => {
        const [answer, saved] = await Promise.all([getPrompt(), save('Saved again')])
        const { breakers, feed } = await status()
        return [
          Object.hasOwn(Object(answer.result?.['_meta']), 'promptbin/stale'),
          saved.result?.['isError'] ?? false,
          ...Object.values(breakers),
          feed.live,
        ]
      },
      { timeout: 10_000 },
    )
    .toEqual([false, false, 'closed', 'closed', true])
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
  expect((await ask('tools/list')).result?.['tools']).not.toHaveLength(0)
  await web.restart()
  await expect.poll(async () => (await getPrompt()).result, { timeout: 10_000 }).toBeDefined()
})

test('a call that failed is in the log with its request, what was refused is not', async () => {
  await getPrompt('never-seen')
  const failed = () => gateway.log.filter(({ event }) => event === 'library.call_failed')
  expect(failed()).toEqual([])
  await web.kill()
  const { error } = await getPrompt('never-seen')
  expect(error).toMatchObject({ data: { code: 'PB_LIBRARY_UNREACHABLE' } })
  const data = error?.data as { readonly requestId?: string } | undefined
  expect(failed()).toEqual([
    expect.objectContaining({
      level: 'warn',
      request_id: data?.requestId,
      err: expect.objectContaining({ code: 'PB_LIBRARY_UNREACHABLE' }),
    }),
  ])
})
