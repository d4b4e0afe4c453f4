import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { bindPort } from './bind-port.ts'
import { bindSocket, type ListeningSocket } from './listening-socket.ts'

const open: { close(): unknown }[] = []

afterEach(() => {
  for (const closeable of open.splice(0)) closeable.close()
})

async function listen(target: ListeningSocket['handle'] | number): Promise<Server> {
  const server = createServer((socket) => socket.end('hello'))
  if (typeof target === 'number') server.listen(target, '127.0.0.1')
  else server.listen(target)
  await once(server, 'listening')
  open.push(server)
  return server
}

const keep = (socket: ListeningSocket) => {
  open.push(socket)
  return socket
}

const wanted = { setting: 'web.port', host: '127.0.0.1', whenTaken: 'fail' } as const

test('port 0 is any free one, and whoever borrows the socket listens there', async () => {
  const socket = await bindPort({ ...wanted, port: 0 })
  const server = await listen(socket.handle)
  expect((server.address() as AddressInfo).port).toBe(socket.port)
  const client = connect(socket.port, '127.0.0.1')
  expect(String((await once(client, 'data'))[0])).toBe('hello')
})

test('a taken port fails and tells who holds it and what to set', async () => {
  const { port } = (await listen(0)).address() as AddressInfo
  const error = await bindPort({ ...wanted, port }).catch((caught) => caught)
  expect(error).toMatchObject({ code: 'PB_PORT_TAKEN' })
  expect(error.message).toContain(String(port))
  expect(error.hint).toContain('web.port')
  if (process.platform === 'linux') expect(error.message).toContain(`pid ${process.pid} (`)
})

test('where the number does not matter, the next free port is taken', async () => {
  const { port } = (await listen(0)).address() as AddressInfo
  const socket = keep(await bindPort({ ...wanted, port, whenTaken: 'next' }))
  expect(socket.port).toBeGreaterThan(port)
  expect(socket.port).toBeLessThan(port + 100)
})

test('an address of another machine is refused by name', async () => {
  await expect(bindPort({ ...wanted, host: '192.0.2.1', port: 5000 })).rejects.toMatchObject({
    code: 'PB_PORT_UNUSABLE',
    message: expect.stringContaining('192.0.2.1'),
  })
})

test('a name and IPv6 are addresses too', async () => {
  expect(keep(await bindSocket('localhost', 0)).port).toBeGreaterThan(0)
  expect(keep(await bindSocket('::1', 0)).port).toBeGreaterThan(0)
})
