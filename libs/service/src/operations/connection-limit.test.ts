import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { createTestApp, listen } from '../../test/test-app.ts'

/** Asks over a connection of its own, which stays open as far as the service lets it. */
function openClient(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  return async (path: string) => {
    const [answer] = (await once(get(url + path, { agent }), 'response')) as [IncomingMessage]
    return { status: answer.statusCode, headers: answer.headers, body: await text(answer) }
  }
}

test('the connection too many is told to come again, and those that are there go on', async () => {
  const { app, metrics } = await createTestApp({ maxConnections: 2 })
  app.get('/', async () => 'answered')
  const url = await listen(app)
  const [first, second, third] = [openClient(url), openClient(url), openClient(url)]
  expect((await first('/')).status).toBe(200)
  expect((await second('/')).status).toBe(200)

  const refused = await third('/')
  expect(refused.status).toBe(503)
  expect(refused.headers).toMatchObject({ 'retry-after': '2', connection: 'close' })
  expect(JSON.parse(refused.body)).toMatchObject({ code: 'PB_OVERLOADED' })
  expect(await metrics.render()).toContain('promptbin_shed_requests_total{reason="connections"} 1')
  expect((await first('/')).status).toBe(200)
})

test('a probe is answered on a connection too many, which ends', async () => {
  const { app } = await createTestApp({ maxConnections: 1 })
  const url = await listen(app)
  expect((await openClient(url)('/livez')).headers.connection).toBe('keep-alive')
  const probe = await openClient(url)('/livez')
  expect(probe).toMatchObject({ status: 200, headers: { connection: 'close' } })
})

test('a place is free again when a connection has ended', async () => {
  const { app } = await createTestApp({ maxConnections: 1 })
  app.get('/', async () => 'answered')
  const url = await listen(app)
  const connected = once(app.server, 'connection')
  const leaving = openClient(url)
  expect((await leaving('/')).status).toBe(200)
  const [socket] = await connected
  const closed = once(socket, 'close')
  socket.destroy()
  await closed
  expect((await openClient(url)('/')).status).toBe(200)
})
