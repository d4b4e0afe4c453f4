import { loadConfig } from '@promptbin/config'
import { expect, test } from 'vitest'
import { send, startTestApp } from '../test-app.ts'

const load = (environment: Record<string, string>) =>
  loadConfig({ environment, workingDirectory: '/' })

test('/mcp-status tells of a gateway that is not there, too', async () => {
  const config = load({
    PROMPTBIN_MCP_PORT: '1',
    PROMPTBIN_MCP_PROFILES: '{"work":{"folder":"w"}}',
  })
  const { app } = await startTestApp({ config })
  const response = await send(app, 'GET', '/mcp-status')
  expect(response.headers['cache-control']).toBe('no-store')
  expect(response.json()).toMatchObject({
    status: 'unreachable',
    mcpUrl: 'http://127.0.0.1:1/mcp',
    gateway: { reachable: false, problem: 'ECONNREFUSED' },
    configuration: { legacy: 'session', profiles: ['work'] },
    mcp: null,
  })
})

test('/config tells every value and where it comes from, and no secret', async () => {
  const ship = [{ type: 'loki', url: 'http://127.0.0.1:3100', token: 'c4naryS3cret' }]
  const config = load({ PROMPTBIN_LOGGING_SHIP: JSON.stringify(ship), PROMPTBIN_MCP_PORT: '1' })
  const { app } = await startTestApp({ config })
  const { body, statusCode } = await send(app, 'GET', '/config')
  expect(statusCode).toBe(200)
  expect(body).not.toContain('c4naryS3cret')
  expect(JSON.parse(body)).toMatchObject({
    service: 'prompt-web',
    mode: 'production',
    settings: {
      'web.port': { value: 5000, origin: 'default', source: null },
      'mcp.port': { value: 1, origin: 'environment', source: 'PROMPTBIN_MCP_PORT' },
    },
  })
})

test('/debug-info is there in development only', async () => {
  const production = await startTestApp()
  const refused = await send(production.app, 'GET', '/debug-info')
  expect(refused.statusCode).toBe(404)
  expect(refused.json()).toMatchObject({ code: 'PB_ROUTE_NOT_FOUND' })

  const config = load({ PROMPTBIN_MODE: 'development' })
  const { app, dataDir } = await startTestApp({ config })
  const response = await send(app, 'GET', '/debug-info')
  expect(response.json()).toMatchObject({
    service: 'prompt-web',
    versions: { node: process.versions.node },
    memory: { rssBytes: expect.any(Number) },
    routes: expect.arrayContaining(['GET /livez', 'GET /api/v1/prompts', 'GET /debug-info']),
    store: { reads: expect.any(Object), writes: expect.any(Object) },
    features: { mode: 'development', 'share.enabled': true },
  })
  expect(response.body).not.toContain(dataDir)
  expect(response.body).not.toContain(process.cwd())
})

test.each(['/mcp-status', '/config', '/debug-info'])('%s is not for others', async (url) => {
  const { app } = await startTestApp({ config: load({ PROMPTBIN_MODE: 'development' }) })
  const response = await send(app, 'GET', url, { headers: { 'x-forwarded-for': '203.0.113.9' } })
  expect(response.statusCode).toBe(403)
  expect(response.json()).toMatchObject({ code: 'PB_ONLY_THIS_MACHINE' })
})
