import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TestPostgres } from '@promptbin/prompt-store/testing/postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConnectedClient, clientKinds } from '../mcp-clients.ts'
import { createDataFolder, Product } from '../product.ts'
import { Rest } from '../rest.ts'
import {
  ask,
  exportedPrompts,
  follow,
  type Machine,
  moveTo,
  startMachine,
  startServer,
} from './postgres-product.ts'

const data = createDataFolder()
let server: TestPostgres
let product: Product
let other: Machine
let client: ConnectedClient
let rest: Rest

beforeAll(async () => {
  const { storeUrl, ...started } = await startServer()
  server = started.server
  product = await Product.start(data.path, {
    PROMPTBIN_STORE_URL: storeUrl,
    PROMPTBIN_MONITORING_HEALTH_CHECK_INTERVAL: '1s',
  })
  rest = new Rest(product.instance.web.url)
  other = await startMachine(storeUrl)
  const kind = clientKinds.find(({ title }) => title.includes('HTTP'))
  if (kind === undefined) throw new Error('no client over HTTP')
  client = await kind.connect({ mcpUrl: product.instance.mcp.url, dataFolder: data.path })
})

afterAll(async () => {
  await client?.close()
  await other?.stop()
  await product?.stop()
  await server?.discard()
  data.remove()
})

const greeting = { name: 'greeting', title: 'A greeting', content: 'Say hello in three words.' }

const webUrl = () => product.instance.web.url

async function found(url: string, words: string): Promise<readonly string[]> {
  const answer = await ask(`/api/v1/prompts?q=${encodeURIComponent(words)}`, url)
  const { items } = JSON.parse(answer) as { items: readonly { name: string }[] }
  return items.map(({ name }) => name)
}

/** An operation of the supervisor. */
async function operate(path: string, body: object = {}): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  const request = { method: 'POST', headers, body: JSON.stringify(body) }
  return JSON.parse(await ask(path, product.instance.supervisor.url, request))
}

async function save(content: string): Promise<{ status: number; code?: string }> {
  const answer = await fetch(new URL('/api/v1/prompts/greeting', webUrl()), {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', 'if-match': '*' },
    body: JSON.stringify({ content }),
  })
  const { code } = (await answer.json()) as { code?: string }
  return { status: answer.status, ...(code !== undefined && { code }) }
}

/** What prompt-web says of the breaker before its database. */
async function breaker(): Promise<unknown> {
  const { checks } = JSON.parse(await ask('/health', webUrl()))
  return checks['store:breaker'][0]
}

/** 1 or 0, as Prometheus is told. */
async function breakerIsClosed(): Promise<number> {
  const metrics = await ask('/metrics', webUrl())
  const series = /^promptbin_breaker_state\{[^}]*breaker="store"[^}]*state="closed"[^}]*\} (\d)/m
  return Number(series.exec(metrics)?.[1])
}

test('a prompt is saved, found, and read over MCP, and the data folder has no library', async () => {
  await rest.create(greeting)
  expect(await found(webUrl(), 'hello words')).toEqual(['greeting'])
  expect(await client.promptText('greeting')).toBe(greeting.content)
  expect(readdirSync(data.path).filter((name) => name.startsWith('promptbin.db'))).toEqual([])
})

test('another machine on the same database is told at once, and finds it too', async () => {
  const told = await follow(other.url)
  await rest.create({ name: 'farewell', title: 'A farewell', content: 'Say goodbye.' })
  expect(await told('farewell')).toMatchObject({ name: 'farewell' })
  expect(await found(other.url, 'goodbye')).toEqual(['farewell'])
  await new Rest(other.url).change('farewell', { content: 'Say farewell.' })
  expect(await new Rest(webUrl()).get('farewell')).toMatchObject({ latest: 2 })
})

test('the library is checked, backed up, restored for practice and brought back', async () => {
  expect(await operate('/api/v1/library/check')).toMatchObject({
    last: { status: 'sound', prompts: 2, versions: 3 },
  })
  const made = await operate('/api/v1/backups')
  expect(made).toMatchObject({ backup: { rows: { prompt: 2, version: 3 }, fault: null } })
  const { id } = (made as { backup: { id: string } }).backup
  expect(readdirSync(join(data.path, 'backups', id))).toContain('library.jsonl')
  expect(await operate('/api/v1/backups/drill')).toMatchObject({ passed: true })

  await rest.trash('farewell')
  const { items } = JSON.parse(await ask('/api/v1/trash', webUrl()))
  await ask(`/api/v1/trash/${items[0].id}`, webUrl(), { method: 'DELETE' })
  const restore = (more: object) => operate('/api/v1/backups/restore', { backup: id, ...more })
  const would = { restored: false, imported: { created: 1, skipped: 1 } }
  expect(await restore({ dry_run: true })).toMatchObject(would)
  const done = { restored: true, imported: { created: 1, failed: 0 } }
  expect(await restore({})).toMatchObject(done)
  expect(await rest.textOf('farewell', 1)).toBe('Say goodbye.')
  const refused = { code: 'PB_RECOVER_POSTGRESQL' }
  expect(await operate('/api/v1/library/recovery', { dry_run: true })).toMatchObject(refused)
})

test('a library moves to SQLite and back, byte for byte', async () => {
  const sqlite = await startMachine()
  try {
    await moveTo(webUrl(), sqlite.url)
    expect(await exportedPrompts(sqlite.url)).toEqual(await exportedPrompts(webUrl()))
    await new Rest(sqlite.url).change('greeting', { content: 'Say hello, {{> farewell}}' })
    await moveTo(sqlite.url, webUrl())
    expect(await exportedPrompts(webUrl())).toEqual(await exportedPrompts(sqlite.url))
  } finally {
    await sqlite.stop()
  }
})

test('without its server what is known is read, changes are refused, and all heals by itself', async () => {
  const before = await client.promptText('greeting')
  await server.stop()
  expect(await save('nobody keeps this')).toMatchObject({ code: 'PB_STORE_UNAVAILABLE' })
  expect(await client.promptText('greeting')).toBe(before)
  await expect.poll(async () => (await fetch(new URL('/health', webUrl()))).status).toBe(503)
  // Checks ask as well, so that the breaker opens; whoever is not ready gets no work.
  await expect.poll(breaker).toMatchObject({ status: 'warn', output: expect.any(String) })
  expect(await breakerIsClosed()).toBe(0)
  expect((await fetch(new URL('/readyz', webUrl()))).status).toBe(503)
  const refused = await fetch(new URL('/api/v1/stats', webUrl()))
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2'])
  await server.start()
  await expect.poll(async () => (await save('Say hello again.')).status).toBe(200)
  await expect.poll(() => client.promptText('greeting')).toBe('Say hello again.')
  await expect.poll(async () => (await fetch(new URL('/health', webUrl()))).status).toBe(200)
  expect(product.process.exitCode).toBe(null)
  expect([await breaker(), await breakerIsClosed()]).toMatchObject([{ status: 'pass' }, 1])
  // The other machine finds it by itself as well.
  const counted = () => fetch(new URL('/api/v1/stats', other.url))
  await expect.poll(async () => (await counted()).status).toBe(200)
  const told = await follow(other.url)
  await rest.create({ name: 'later', title: 'Later', content: 'Say later.' })
  expect(await told('later')).toMatchObject({ name: 'later' })
})
