import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { listenOnAddress } from '../src/process/listen.ts'
import { startChild } from './child-service.ts'

test('a taken port is told in two lines, without a stack, and ends the service with 1', async () => {
  const server = createServer()
  onTestFinished(() => void server.close())
  const { port } = new URL(await listenOnAddress(server, { host: '127.0.0.1', port: 0 }))

  const service = startChild('quick', { TEST_PORT: String(port) })
  expect(await service.exit()).toBe(1)
  expect(await service.stderr).toBe(
    `PB_PORT_TAKEN: Port ${port} on 127.0.0.1 is in use by another program.\n` +
      'Stop that program (`ss -ltnp` shows it), or choose another port in the configuration.\n',
  )
})

test('an address of another machine is told by name', async () => {
  await expect(
    listenOnAddress(createServer(), { host: '192.0.2.1', port: 0 }),
  ).rejects.toMatchObject({
    code: 'PB_ADDRESS_NOT_AVAILABLE',
    message: expect.stringContaining('192.0.2.1'),
  })
})
