import type { Client } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDataFolder, Product, run } from '../product.ts'
import { callTool, connectAdministrator } from './administrator.ts'

const folder = createDataFolder()
let product: Product
let administrator: Client

beforeAll(async () => {
  product = await Product.start(folder.path, { PROMPTBIN_MCP_ADMIN_TOOLS: 'true' })
  administrator = await connectAdministrator(product)
})

afterAll(async () => {
  await administrator?.close()
  await product?.stop()
  folder.remove()
})

interface Processes {
  readonly items: readonly { readonly service: string; readonly pid: number; state: string }[]
}

const call = (name: string, input: object = {}) => callTool(administrator, name, input)

async function processes(): Promise<Processes['items']> {
  return ((await call('list_processes')).structuredContent as unknown as Processes).items
}

const pidsOf = async () => (await processes()).map(({ service, pid }) => [service, pid])

const post = (path: string, body: object = {}) =>
  fetch(new URL(path, product.instance.supervisor.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

test.each(['prompt-wed', '..', 'supervisor', 'ünï', '%2e%2e'])(
  'a restart of the service "%s" is refused in words, and nothing happens',
  async (service) => {
    const before = await pidsOf()
    const answer = await call('restart_service', { service, confirm: true })
    expect(answer.isError).toBe(true)
    expect(answer._meta?.['promptbin/errorCode']).toMatch(
      /^PB_(SERVICE_UNKNOWN|OPERATION_PATH_INVALID)$/,
    )
    if (service !== '..') {
      expect(JSON.stringify(answer.content)).toContain('prompt-web and mcp-gateway')
      const refused = await post(`/api/v1/services/${encodeURIComponent(service)}/restart`)
      expect(refused.status).toBe(404)
      expect(await refused.json()).toMatchObject({ code: 'PB_SERVICE_UNKNOWN' })
    }
    expect(await pidsOf()).toEqual(before)
  },
)

test('a command that names no service says which there are', async () => {
  const { code, stderr } = await run(['restart', 'prompt-wed', '--data-dir', folder.path])
  expect(code).toBe(2)
  expect(stderr).toContain('prompt-web')
})

test('who restarts the gateway through the gateway is answered, and goes on', async () => {
  const before = await pidsOf()
  const answer = await call('restart_service', { service: 'mcp-gateway', confirm: true })
  expect(answer).not.toHaveProperty('isError')
  const { items } = answer.structuredContent as unknown as Processes
  expect(items.map(({ state }) => state)).toContain('ready')
  await expect.poll(async () => (await pidsOf()).length, { timeout: 30_000 }).toBe(before.length)
  const gatewayOf = (pids: typeof before) => pids.find(([service]) => service === 'mcp-gateway')
  expect(gatewayOf(await pidsOf())).not.toEqual(gatewayOf(before))
})

test('a shutdown while a service is replaced is answered, and both end in order', async () => {
  const restarted = post('/api/v1/services/prompt-web/restart')
  await expect.poll(async () => (await processes()).length, { timeout: 30_000 }).toBeGreaterThan(3)
  const answer = await call('shutdown', { confirm: true })
  expect(answer.structuredContent).toEqual({ pid: product.process.pid })
  const interrupted = await restarted
  expect([200, 503]).toContain(interrupted.status)
  if (!interrupted.ok) expect(await interrupted.json()).toMatchObject({ hint: expect.any(String) })
  await expect.poll(() => product.process.exitCode, { timeout: 30_000 }).toBe(0)
})
