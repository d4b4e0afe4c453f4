import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { startService } from './service-process.ts'
import { upgradedSocket } from './upgraded-socket.ts'
import { modernRequest, post } from './wire.ts'

const nowhere = { PROMPTBIN_MCP_WEB_URL: 'http://127.0.0.1:9', PROMPTBIN_MCP_PORT: '0' }

test('it starts without its library, and SIGTERM ends it with 0 and every connection politely', async () => {
  const gateway = await startService('mcp-gateway', nowhere)
  const listTools = () => post(gateway.url, ...modernRequest('tools/list'))
  // On a busy machine a service that has just started turns its first requests away.
  await expect.poll(async () => (await listTools()).status, { timeout: 10_000 }).toBe(200)
  const socket = await upgradedSocket(gateway.url)
  const ended = once(socket.resume(), 'end')
  expect(await gateway.stop()).toBe(0)
  await ended
  expect(gateway.log.at(-1)).toMatchObject({ event: 'service.stopped', level: 'info' })
})

test('a taken port ends it with 1 and says which', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const { port } = holder.address() as { port: number }
  const started = startService('mcp-gateway', { ...nowhere, PROMPTBIN_MCP_PORT: String(port) })
  await expect(started).rejects.toThrow(new RegExp(`ended with 1: PB_PORT_TAKEN: Port ${port}`))
  holder.close()
})

test('a refused configuration ends it with 78, so that nobody starts it again', async () => {
  const started = startService('mcp-gateway', { ...nowhere, PROMPTBIN_MCP_PORT: 'many' })
  await expect(started).rejects.toThrow(/ended with 78: PB_CONFIG_INVALID/)
})
