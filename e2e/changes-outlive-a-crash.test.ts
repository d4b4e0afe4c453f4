import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDataFolder, Product, promptbin } from './product.ts'

const data = createDataFolder()
const uri = 'promptbin://prompts/watched'
let product: Product

beforeAll(async () => {
  product = await Product.start(data.path, { PROMPTBIN_LOGGING_LEVEL: 'warn' })
  const saved = await fetch(new URL('/api/v1/prompts', product.instance.web.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'watched', title: 'Watched', content: 'Hello' }),
  })
  expect(saved.status).toBe(201)
})

afterAll(async () => {
  await product?.stop()
  data.remove()
})

/** Saves a new text of the prompt, as the page does. */
async function change(): Promise<void> {
  const response = await fetch(new URL('/api/v1/prompts/watched', product.instance.web.url), {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', 'if-match': '*' },
    body: JSON.stringify({ content: `Hello ${crypto.randomUUID()}` }),
  })
  expect(response.status).toBe(200)
}

const subscribe = {
  legacy: (client: Client) => client.subscribeResource({ uri }),
  '2026-07-28': (client: Client) =>
    client.listen({ promptsListChanged: true, resourceSubscriptions: [uri] }),
}

test.each(['legacy', '2026-07-28'] as const)(
  'a client over stdio, %s, hears of changes before and after the gateway died',
  async (era) => {
    const told: string[] = []
    const mode = era === 'legacy' ? 'legacy' : { pin: era }
    const client = new Client({ name: 'watcher', version: '1' }, { versionNegotiation: { mode } })
    client.fallbackNotificationHandler = async ({ method }) => void told.push(method)
    const args = [promptbin, 'mcp', '--data-dir', data.path]
    await client.connect(new StdioClientTransport({ command: process.execPath, args }))
    await subscribe[era](client)
    const hears = (method: string) =>
      expect.poll(() => told, { timeout: 30_000 }).toContain(`notifications/${method}`)

    await change()
    await hears('resources/updated')
    told.length = 0
    process.kill(product.pidOf('mcp-gateway'), 'SIGKILL')
    // What happened in the meantime nobody knows, so everything may have changed.
    await hears('prompts/list_changed')
    await hears('resources/updated')
    told.length = 0
    await change()
    await hears('resources/updated')
    await client.close()
  },
)
