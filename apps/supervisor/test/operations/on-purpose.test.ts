import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Started, TestFolder } from '../command.ts'
import { product } from '../programs.ts'

/** The product itself: what a supervisor says has to reach those who serve people. */
const data = new TestFolder(product)
let started: Started

beforeAll(async () => {
  started = await data.start()
}, 120_000)

afterAll(() => data.remove())

const reason = 'The disk is replaced.'

async function command(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await data.run(args)
  expect(stderr, args.join(' ')).toBe('')
  expect(code, args.join(' ')).toBe(0)
  return stdout
}

function save(title: string): Promise<Response> {
  return fetch(new URL('/api/v1/prompts', data.instance.web.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title, content: 'Text.' }),
  })
}

async function saveOverMcp(): Promise<string> {
  const client = new Client({ name: 'promptbin-test', version: '1.0.0' })
  await client.connect(new StreamableHTTPClientTransport(new URL(data.instance.mcp.url)))
  const values = { title: 'By a client', content: 'Text.' }
  const answer = await client.callTool({ name: 'save_prompt', arguments: values })
  await client.close()
  return JSON.stringify(answer)
}

async function expectRefusals(): Promise<void> {
  const refused = await save('Refused')
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '60'])
  expect(await refused.json()).toMatchObject({
    code: 'PB_MAINTENANCE',
    detail: expect.stringContaining(reason),
  })
}

const health = async () =>
  (await (await fetch(new URL('/health', data.instance.supervisor.url))).json()) as {
    readonly overall_status: string
    readonly reason: string
  }

test('in maintenance prompts are read and not changed, and everybody is told why', async () => {
  expect((await save('Kept')).status).toBe(201)
  await command('maintenance', 'set', 'on', '--reason', reason, '--yes')
  await expectRefusals()
  const page = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, data.instance.web.url), { redirect: 'manual', ...init })
  const list = await page('/', { headers: { accept: 'text/html' } })
  expect(list.status).toBe(200)
  expect(await list.text()).toContain(reason)
  const form = new URLSearchParams({ title: 'By a page', content: 'Text.' })
  const headers = { accept: 'text/html', 'sec-fetch-site': 'same-origin' }
  const posted = await page('/prompts/kept/trash', { method: 'POST', body: form, headers })
  expect(posted.status).toBe(503)
  expect(await posted.text()).toContain('PB_MAINTENANCE')
  expect(await saveOverMcp()).toContain(reason)
  const read = await fetch(new URL('/api/v1/prompts/kept', data.instance.web.url))
  expect(await read.json()).toMatchObject({ title: 'Kept' })
  expect(await health()).toMatchObject({
    overall_status: 'degraded',
    reason: expect.stringContaining(reason),
  })
}, 60_000)

test('new processes and a new supervisor know of it, and of a service that was stopped', async () => {
  await command('reload', 'prompt-web')
  await expectRefusals()
  await command('service', 'stop', 'mcp-gateway')
  // Nobody waits for what does not come.
  const refused = { cause: { code: 'ECONNREFUSED' } }
  await expect(fetch(data.instance.mcp.url)).rejects.toMatchObject(refused)
  const stopped = { code: 1, stderr: expect.stringContaining('PB_SERVICE_STOPPED') }
  expect(await data.run(['restart', 'mcp-gateway', '--yes'])).toMatchObject(stopped)
  await started.stop()
  started = await data.start()
  await expectRefusals()
  expect(await command('status')).toMatch(/mcp-gateway +0 +stopped/)
  const hint = 'mcp-gateway: it was stopped on purpose; start it with `promptbin service start'
  expect((await health()).reason).toContain(hint)
}, 120_000)

test('both end when somebody says so', async () => {
  await command('maintenance', 'set', 'off')
  expect((await save('Saved again')).status).toBe(201)
  const answer = JSON.parse(await command('service', 'start', 'mcp-gateway', '--json'))
  expect(answer).toMatchObject({ service: 'mcp-gateway', items: [{ worker: 0, state: 'ready' }] })
  expect(await saveOverMcp()).toContain('by-a-client')
  expect((await health()).overall_status).toBe('healthy')
}, 60_000)
