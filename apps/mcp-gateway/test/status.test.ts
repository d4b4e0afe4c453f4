import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEvents } from './events.ts'
import { type Gateway, startGateway } from './gateway.ts'
import { lineTransport } from './line-client-transport.ts'
import { openSession } from './session.ts'
import { upgradedSocket } from './upgraded-socket.ts'
import { startWeb, type Web } from './web.ts'
import { modernRequest, post } from './wire.ts'

let web: Web
let gateway: Gateway

beforeAll(async () => {
  web = await startWeb()
  await web.save({ title: 'Greeting', content: 'Hello', folder: 'work' })
  const profiles = [{ name: 'work', folder: 'work', readOnly: true }]
  gateway = await startGateway({ webUrl: web.url, profiles })
})

afterAll(async () => {
  await gateway?.stop()
  await web?.stop()
})

async function textOf(path: string): Promise<string> {
  return (await fetch(new URL(path, gateway.url))).text()
}

test('the status tells who is served how, and what stands behind it', async () => {
  const session = await openSession(gateway.url)
  const events = await openEvents(gateway.url, session.headers)
  await openSession(gateway.url)
  const socket = await upgradedSocket(gateway.url)
  await post(gateway.url, ...modernRequest('prompts/get', { name: 'greeting' }))
  const status = JSON.parse(await textOf('/mcp-status'))
  expect(status).toMatchObject({
    protocolVersions: [
      '2026-07-28',
      '2025-11-25',
      '2025-06-18',
      '2025-03-26',
      '2024-11-05',
      '2024-10-07',
    ],
    legacyHosting: 'session',
    transports: { http: true, stdio: true, sse: false },
    profiles: ['work'],
    requests: { byEra: { modern: { tcp: 1 }, legacy: { tcp: 2, pipe: 0 } } },
    connections: { limit: 100, open: 3, refused: { full: 0, share: 0 } },
    sessions: { open: 2, idle: 1, ended: { deleted: 0, expired: 0, evicted: 0 } },
    stdioConnections: 1,
    clients: [
      { name: 'wire-test', version: '1.0.0', requests: 1 },
      { name: 'wire-session', version: '1.0.0', requests: 2 },
    ],
    breakers: { reads: 'closed', writes: 'closed' },
    fastPath: { on: true },
  })
  expect(status.uptimeSeconds).toBeGreaterThanOrEqual(0)
  const metrics = await textOf('/metrics')
  expect(metrics).toContain('promptbin_mcp_connections{kind="session"} 2')
  expect(metrics).toContain('promptbin_mcp_connections{kind="pipe"} 1')
  expect(metrics).toContain('promptbin_mcp_sessions_idle 1')
  expect(metrics).toContain('promptbin_mcp_sessions_ended_total{reason="expired"} 0')
  expect(metrics).toContain('promptbin_mcp_connections_refused_total{reason="slow_reader"} 0')
  socket.destroy()
  await events.close()
})

test('a thousand names of clients do not grow it without bound', async () => {
  for (let n = 0; n < 150; n++) {
    const [body, headers] = modernRequest('tools/list')
    await post(gateway.url, body.replace('wire-test', `client-${n}`), headers)
  }
  const { clients } = JSON.parse(await textOf('/mcp-status'))
  expect(clients).toHaveLength(100)
  expect(clients[0].name).toBe('client-149')
})

test('a connection of lines serves a profile, and no other', async () => {
  const transport = await lineTransport(gateway.url, 'work')
  await transport.close()
  await expect(lineTransport(gateway.url, 'nobody')).rejects.toThrow('refused with 404')
})
