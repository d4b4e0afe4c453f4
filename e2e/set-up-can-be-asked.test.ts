import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDataFolder, Product } from './product.ts'

const data = createDataFolder()
let product: Product

beforeAll(async () => {
  writeFileSync(
    join(data.path, 'promptbin-config.yaml'),
    'mode: development\nmcp:\n  max_connections: 77\n',
  )
  product = await Product.start(data.path, { PROMPTBIN_AUTH_REQUIRED: 'true' })
})

afterAll(async () => {
  await product?.stop()
  data.remove()
})

async function ask(base: string, path: string): Promise<Record<string, unknown>> {
  const answer = await fetch(new URL(path, base))
  expect(answer.status, path).toBe(200)
  return (await answer.json()) as Record<string, unknown>
}

test('prompt-web and the supervisor know how MCP is served, also where that needs a token', async () => {
  const { web, mcp, supervisor } = product.instance
  expect((await fetch(new URL('/mcp-status', mcp.url))).status).toBe(401)
  for (const base of [web.url, supervisor.url]) {
    expect(await ask(base, '/mcp-status')).toMatchObject({
      status: 'connected',
      mcpUrl: mcp.url,
      gateway: { reachable: true, problem: null },
      configuration: { authRequired: true, maxConnections: 77 },
      mcp: { sessions: { open: 0, limit: 77 }, breakers: expect.anything() },
    })
  }
  const { processes } = await ask(supervisor.url, '/api/v1/mcp-status')
  expect(processes).toMatchObject([
    { worker: 0, state: 'ready', pid: product.pidOf('mcp-gateway') },
  ])
})

test('all services tell the same configuration, with the file, the variable and the port', async () => {
  const { web, mcp, supervisor } = product.instance
  const taken = { origin: 'derived', source: 'the ports that were free' }
  for (const base of [web.url, mcp.url, supervisor.url]) {
    const { settings } = await ask(base, '/config')
    expect(settings).toMatchObject({
      'mcp.max_connections': {
        value: 77,
        origin: 'file',
        source: 'promptbin-config.yaml line 3',
      },
      'auth.required': { value: true, origin: 'environment', source: 'PROMPTBIN_AUTH_REQUIRED' },
      data_dir: { origin: 'argument', source: '--data-dir' },
      'web.port': { value: Number(new URL(web.url).port), ...taken },
      'logging.rotation': { value: 'daily', origin: 'default', source: null },
    })
  }
  expect(await ask(supervisor.url, '/config')).toMatchObject({
    generation: 1,
    lastReloadSucceeded: true,
  })
})

test('the supervisor has what developers want to know of all services', async () => {
  const { supervisor } = product.instance
  expect(await ask(supervisor.url, '/debug-info')).toMatchObject({
    service: 'supervisor',
    services: {
      'prompt-web': {
        pid: product.pidOf('prompt-web'),
        store: { reads: expect.anything(), writes: expect.anything() },
      },
      'mcp-gateway': { pid: product.pidOf('mcp-gateway'), features: { 'auth.required': true } },
    },
  })
})
