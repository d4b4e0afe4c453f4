import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { loadConfig } from '@promptbin/config'
import { expect, onTestFinished, test } from 'vitest'
import { createMcpStatus } from './gateway-status.ts'

async function startGateway(answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

function statusOf(port: number, now?: () => number) {
  const environment = { PROMPTBIN_MCP_PORT: String(port) }
  const config = loadConfig({ environment, workingDirectory: '/' })
  return createMcpStatus({ config: () => config, ...(now && { now }) })
}

test('many who ask at once ask the gateway once, and again a second later', async () => {
  let asked = 0
  const port = await startGateway((_request, response) => {
    asked += 1
    response.end(JSON.stringify({ sessions: { open: asked } }))
  })
  let nowMs = 0
  const status = statusOf(port, () => nowMs)
  const answers = await Promise.all(Array.from({ length: 100 }, status))
  expect(asked).toBe(1)
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toMatchObject({
    status: 'connected',
    mcpUrl: `http://127.0.0.1:${port}/mcp`,
    gateway: { reachable: true, problem: null, checkedAt: '1970-01-01T00:00:00.000Z' },
    configuration: { legacy: 'session', authRequired: false },
    mcp: { sessions: { open: 1 } },
  })
  nowMs = 999
  expect(await status()).toMatchObject({ mcp: { sessions: { open: 1 } } })
  nowMs = 1_000
  expect(await status()).toMatchObject({ mcp: { sessions: { open: 2 } } })
})

test('a gateway that is not there is a status', async () => {
  const port = await startGateway(() => {})
  const gone = statusOf(1)
  expect(await gone()).toMatchObject({
    status: 'unreachable',
    gateway: { reachable: false, problem: 'ECONNREFUSED', responseMs: null },
    mcp: null,
  })
  // It takes connections and never answers.
  expect(await statusOf(port)()).toMatchObject({
    status: 'unreachable',
    gateway: { problem: 'no answer in time' },
  })
})

test('a gateway that tells strangers nothing is there all the same', async () => {
  const port = await startGateway((_request, response) => response.writeHead(401).end('{}'))
  expect(await statusOf(port)()).toMatchObject({
    status: 'connected',
    gateway: { reachable: true, problem: 'it answers with status 401' },
    mcp: null,
  })
})
