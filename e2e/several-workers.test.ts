import { setTimeout as wait } from 'node:timers/promises'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { clientKinds } from './mcp-clients.ts'
import { createDataFolder, Product } from './product.ts'

const data = createDataFolder()
let product: Product

beforeAll(async () => {
  product = await Product.start(data.path, {
    PROMPTBIN_WEB_WORKERS: '2',
    PROMPTBIN_MCP_WORKERS: '2',
    PROMPTBIN_SUPERVISOR_SPARES: '0',
    PROMPTBIN_LOGGING_LEVEL: 'warn',
  })
})

afterAll(async () => {
  await product?.stop()
  data.remove()
})

const pidsOf = (service: string) =>
  product.instance.services.flatMap(({ name, pid }) => (name === service ? [pid] : []))

interface Answer {
  readonly status: number
  readonly text: string
}

/** Each request on a connection of its own, which the system gives to any worker. */
async function ask(
  method: string,
  url: URL | string,
  body?: object,
  more: Record<string, string> = {},
): Promise<Answer> {
  const type = { ...(body && { 'content-type': 'application/json' }) }
  const response = await fetch(url, {
    method,
    headers: { connection: 'close', ...type, ...more },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!text.includes('"PB_OVERLOADED"')) return { status: response.status, text }
  // On a machine that does other things as well; nothing was done yet.
  await wait(Number(response.headers.get('retry-after')) * 1_000)
  return ask(method, url, body, more)
}

/** As for a request, for clients that do not come back by themselves. */
async function untilServed<Served>(connect: () => Promise<Served>): Promise<Served> {
  for (;;) {
    try {
      return await connect()
    } catch (error) {
      if (!(error instanceof Error && error.message.includes('503'))) throw error
      await wait(1_000)
    }
  }
}

const api = (path: string) => new URL(`/api/v1/${path}`, product.instance.web.url)

async function save(name: string): Promise<void> {
  const saved = await ask('POST', api('prompts'), { name, title: name, content: 'Hello' })
  expect(saved.status, saved.text).toBe(201)
}

/** How many requests and streams are open at each gateway, by the last beats of their hearts. */
async function openAtGateways(): Promise<readonly number[]> {
  const { text } = await ask('GET', new URL('/api/v1/processes', product.instance.supervisor.url))
  const items = JSON.parse(text).items as {
    service: string
    heartbeat: { activeRequests: number }
  }[]
  return items
    .filter(({ service }) => service === 'mcp-gateway')
    .map(({ heartbeat }) => heartbeat?.activeRequests ?? 0)
}

/** A client that follows the list of prompts. */
async function follow(): Promise<{ readonly told: () => number }> {
  const mode = { pin: '2026-07-28' } as const
  const client = new Client({ name: 'watcher', version: '1' }, { versionNegotiation: { mode } })
  let told = 0
  client.fallbackNotificationHandler = async ({ method }) => {
    if (method === 'notifications/prompts/list_changed') told += 1
  }
  const url = new URL(product.instance.mcp.url)
  await untilServed(() => client.connect(new StreamableHTTPClientTransport(url)))
  await client.listen({ promptsListChanged: true })
  onTestFinished(() => client.close())
  return { told: () => told }
}

test('the clients of every gateway hear of what is saved through any prompt-web', async () => {
  const followers = [await follow()]
  const sum = async () => (await openAtGateways()).reduce((all, open) => all + open, 0)
  // The system decides who gets a connection; it does not leave out anybody for long.
  while ((await openAtGateways()).some((open) => open === 0)) {
    expect(followers.length).toBeLessThan(30)
    followers.push(await follow(), await follow())
    await expect.poll(sum, { timeout: 30_000 }).toBe(followers.length)
  }
  for (let n = 1; n <= 5; n += 1) {
    const before = followers.map(({ told }) => told())
    await save(`change-${n}`)
    await expect
      .poll(() => followers.every(({ told }, index) => told() > (before[index] ?? 0)), {
        timeout: 30_000,
      })
      .toBe(true)
  }
})

test.each(clientKinds.filter(({ title }) => title.includes('over HTTP')))(
  '$title is served by several gateways as by one',
  async ({ title, connect }) => {
    const name = `for-${title.replaceAll(/[^a-z0-9]+/g, '-').replace(/-$/, '')}`
    await save(name)
    const target = { mcpUrl: product.instance.mcp.url, dataFolder: data.path }
    for (let n = 0; n < 6; n += 1) {
      const client = await untilServed(() => connect(target))
      const names = async () => (await client.listPrompts()).prompts.map((prompt) => prompt.name)
      // The gateway that answers hears of what was saved a moment later.
      await expect.poll(names).toContain(name)
      // Several at once take several connections, so that no gateway is asked alone.
      const texts = await Promise.all([1, 2, 3, 4].map(() => client.promptText(name)))
      expect(new Set(texts)).toEqual(new Set(['Hello']))
      await client.close()
    }
  },
)

test('a link opens through every prompt-web, whichever of them dies', async () => {
  await save('shared')
  const key = { 'idempotency-key': crypto.randomUUID() }
  const made = []
  // The same wish again, to any of them, is the same link.
  for (let n = 0; n < 8; n += 1) {
    const { status, text } = await ask('POST', api('shares'), { prompt: 'shared' }, key)
    expect(status, text).toBe(201)
    made.push(JSON.parse(text).url as string)
  }
  const [url = ''] = made
  expect(new Set(made)).toEqual(new Set([url]))

  for (const pid of pidsOf('prompt-web')) {
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => pidsOf('prompt-web'), { timeout: 30_000 }).not.toContain(pid)
    for (let n = 0; n < 8; n += 1) {
      const { status, text } = await ask('GET', url)
      expect([status, text.includes('Hello')]).toEqual([200, true])
    }
  }
})
