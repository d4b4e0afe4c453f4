import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { clientKinds } from './mcp-clients.ts'
import { createDataFolder, Product } from './product.ts'
import { Rest } from './rest.ts'

const data = createDataFolder()
let product: Product

beforeAll(async () => {
  product = await Product.start(data.path, { PROMPTBIN_LOGGING_LEVEL: 'debug' })
})

afterAll(async () => {
  await product?.stop()
  data.remove()
})

type LogLine = Readonly<Record<string, unknown>>

function logLines(): LogLine[] {
  const text = readFileSync(join(data.path, 'logs/promptbin.log'), 'utf8')
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
}

test.each(clientKinds)('from the MCP call to the SQL: $title', async ({ connect, title }) => {
  // Of one that nobody has asked for the gateway has no copy, so it has to ask prompt-web.
  const name = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  await new Rest(product.instance.web.url).create({ name, title, content: 'Text' })
  const client = await connect({ mcpUrl: product.instance.mcp.url, dataFolder: data.path })
  const before = logLines().length
  await client.promptText(name)
  await vi.waitFor(() => {
    const lines = logLines().slice(before)
    const call = lines.find(
      ({ event, method }) => event === 'mcp.request' && method === 'prompts/get',
    )
    expect(call?.['request_id']).toEqual(expect.any(String))
    const joined = lines.filter((line) => line['request_id'] === call?.['request_id'])
    expect(joined).toContainEqual(
      expect.objectContaining({
        service: 'prompt-web',
        route: '/api/v1/prompts/:name/render',
        status: 200,
      }),
    )
    expect(joined).toContainEqual(
      expect.objectContaining({
        service: 'prompt-web',
        event: 'store.query',
        operation: 'compose',
      }),
    )
  }, 10_000)
  await client.close()
})
