import { once } from 'node:events'
import { createServer as createHttpServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test, vi } from 'vitest'
import { bindSocket, type ListeningSocket } from '../sockets/listening-socket.ts'
import { createFrontDoor, type FrontDoor } from './front-door.ts'

const opened: Server[] = []
const clients: Socket[] = []
let socket: ListeningSocket
let door: FrontDoor

afterEach(() => {
  for (const client of clients.splice(0)) client.destroy()
  for (const server of opened.splice(0)) server.close().closeAllConnections()
  door.close()
  socket.close()
})

async function stand(open: () => Promise<Server>) {
  const onFailure = vi.fn()
  const spy = vi.fn(open)
  door = createFrontDoor({ open: spy, onFailure })
  socket = await bindSocket('127.0.0.1', 0)
  await door.listen(socket.handle)
  return { open: spy, onFailure }
}

async function answering(): Promise<Server> {
  const server = createHttpServer((request, response) => response.end(`this is ${request.url}`))
  opened.push(server)
  return server
}

async function come(): Promise<Socket> {
  const client = connect(socket.port, '127.0.0.1')
  clients.push(client)
  await once(client, 'connect')
  return client
}

const ask = (client: Socket, path: string) => {
  client.write(`GET ${path} HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n`)
  return text(client)
}

test('what answers is made when somebody says something, and answers all who came before', async () => {
  const { open } = await stand(answering)
  const [silent, first, second] = [await come(), await come(), await come()]
  expect(open).not.toHaveBeenCalled()
  const answers = await Promise.all([ask(first, '/1'), ask(second, '/2')])
  expect(answers.map((answer) => answer.slice(-9))).toEqual(['his is /1', 'his is /2'])
  expect(await ask(silent, '/3')).toContain('this is /3')
  expect(open).toHaveBeenCalledOnce()
})

test('from then on it takes its connections by itself', async () => {
  await stand(answering)
  await ask(await come(), '/1')
  const taken = once(opened[0] as Server, 'connection')
  const client = await come()
  const [connection] = (await taken) as [Socket]
  expect(connection.remotePort).toBe((client.address() as AddressInfo).port)
  expect(await ask(client, '/2')).toContain('this is /2')
})

test('a failure cuts who waits, and whoever comes next has it tried again', async () => {
  const error = new Error('not there')
  const { open, onFailure } = await stand(answering)
  open.mockRejectedValueOnce(error)
  expect(await ask(await come(), '/1')).toBe('')
  expect(onFailure).toHaveBeenCalledExactlyOnceWith(error)
  expect(await ask(await come(), '/2')).toContain('this is /2')
})

test('closed, it ends those that nobody has answered', async () => {
  const asked = Promise.withResolvers<void>()
  await stand(() => {
    asked.resolve()
    return Promise.withResolvers<Server>().promise
  })
  const answer = ask(await come(), '/1')
  await asked.promise
  door.close()
  expect(await answer).toBe('')
})
