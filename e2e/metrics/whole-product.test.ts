import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientKinds } from '../mcp-clients.ts'
import { createDataFolder, Product, run } from '../product.ts'
import { Rest } from '../rest.ts'

/** What was collected stays fresh for a second, which is as long as a poll lasts unless told. */
const patience = { timeout: 10_000 }

const data = createDataFolder()
let product: Product

beforeAll(async () => {
  product = await Product.start(data.path, { PROMPTBIN_LOGGING_LEVEL: 'debug' })
  const title = 'Counted'
  await new Rest(product.instance.web.url).create({ name: 'counted', title, content: 'Text' })
})

afterAll(async () => {
  await product?.stop()
  data.remove()
})

async function scrape(accept = 'text/plain'): Promise<string> {
  const { url } = product.instance.supervisor
  return (await fetch(`${url}/metrics`, { headers: { accept } })).text()
}

/** How often prompts were fetched over standard streams, as the supervisor tells it. */
async function fetchedOverStdio(): Promise<number> {
  const lines = (await scrape()).split('\n').filter((line) => {
    const isCount = line.startsWith('mcp_server_operation_duration_seconds_count{')
    return isCount && line.includes('"prompts/get"') && line.includes('network_transport="pipe"')
  })
  return lines.reduce((total, line) => total + Number(line.split(' ').at(-1)), 0)
}

test.each(clientKinds.filter(({ title }) => title.includes('stdio')))(
  'what a client asks over standard streams is counted, and outlives its gateway: $title',
  async ({ connect }) => {
    const before = await fetchedOverStdio()
    const client = await connect({ mcpUrl: product.instance.mcp.url, dataFolder: data.path })
    for (let count = 0; count < 3; count += 1) await client.promptText('counted')
    await expect.poll(fetchedOverStdio, patience).toBe(before + 3)
    const gateway = product.pidOf('mcp-gateway')
    const { code, stderr } = await run(['reload', 'mcp-gateway', '--data-dir', data.path])
    expect(code, stderr).toBe(0)
    await expect.poll(() => product.pidOf('mcp-gateway'), patience).not.toBe(gateway)
    expect(await fetchedOverStdio()).toBeGreaterThanOrEqual(before + 3)
    await client.promptText('counted')
    await expect.poll(fetchedOverStdio, patience).toBe(before + 4)
    await client.close()
  },
)

test('an exemplar of a latency leads to the log of the request', async () => {
  const text = await scrape('application/openmetrics-text; version=1.0.0')
  expect(text.endsWith('\n# EOF\n')).toBe(true)
  const saving = /_bucket\{.*method="POST",route="\/api\/v1\/prompts",.* # \{trace_id="(\w+)"\}/
  const [, traceId] = saving.exec(text) ?? []
  expect(traceId).toMatch(/^[\da-f]{32}$/)
  const lines = readFileSync(join(data.path, 'logs/promptbin.log'), 'utf8').trim().split('\n')
  const events = lines.map((line) => JSON.parse(line)).filter((line) => line.trace_id === traceId)
  expect(events.map(({ event, route }) => [event, route])).toContainEqual([
    'http.request',
    '/api/v1/prompts',
  ])
})
