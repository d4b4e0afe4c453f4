import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { text } from 'node:stream/consumers'
import { IPC_VERSION, parseServiceMessage, type ServiceMessage } from '@promptbin/ipc'
import { expect, onTestFinished, test } from 'vitest'
import { startChild } from './child-service.ts'
import { bindSocket } from './socket-from-parent.ts'

/** A service that got the socket, as under a supervisor, and is ready. */
async function startSupervised(script: string, handle: object) {
  const service = startChild(script, { TEST_SUPERVISED: '1' })
  const messages: ServiceMessage[] = []
  const received = async (type: ServiceMessage['type']): Promise<ServiceMessage> => {
    for (;;) {
      const message = messages.find((candidate) => candidate.type === type)
      if (message !== undefined) return message
      await once(service.process, 'message')
    }
  }
  service.process.on('message', (value) => {
    const message = parseServiceMessage(value)
    expect(message, `unknown message ${JSON.stringify(value)}`).toBeDefined()
    if (message !== undefined) messages.push(message)
  })
  await received('prepared')
  service.process.send({ v: IPC_VERSION, type: 'listen' }, handle as never)
  return { ...service, ready: await received('ready'), received }
}

test('a service listens on the socket that it is handed', async () => {
  const { handle, url } = bindSocket()
  const service = await startSupervised('quick', handle)
  expect(service.ready).toEqual({ v: 1, type: 'ready', url })
  expect(await (await fetch(url)).json()).toEqual({ pid: service.process.pid })
})

test('a killed service is replaced on the same socket, and no connection is refused', async () => {
  const { handle, url } = bindSocket()
  const first = await startSupervised('quick', handle)

  const errors: unknown[] = []
  const answeredBy = new Set<number>()
  let isOver = false
  onTestFinished(() => {
    isOver = true
  })
  /** Connects anew each time; a reset is the killed process's, a refusal would be ours. */
  const ask = async () => {
    while (!isOver) {
      try {
        const answer = await fetch(url, { headers: { connection: 'close' } })
        answeredBy.add(((await answer.json()) as { pid: number }).pid)
      } catch (error) {
        errors.push((error as { cause?: { code?: string } }).cause?.code)
      }
    }
  }
  const clients = Array.from({ length: 8 }, ask)

  await fetch(url)
  first.process.kill('SIGKILL')
  expect(await first.exit()).toBe('SIGKILL')
  const second = await startSupervised('quick', handle)
  while (!answeredBy.has(Number(second.process.pid))) await fetch(url)
  isOver = true
  await Promise.all(clients)

  expect(errors).not.toContain('ECONNREFUSED')
  expect([...answeredBy]).toEqual([first.process.pid, second.process.pid])
})

test('a service is replaced under load without one failed request', async () => {
  const { handle, url } = bindSocket()
  const first = await startSupervised('quick', handle)
  await startSupervised('quick', handle)
  const answeredBy: number[] = []
  let isOver = false
  onTestFinished(() => {
    isOver = true
  })
  /** Asks again and again on a connection that it keeps as long as the service does. */
  const ask = async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    while (!isOver) {
      const [answer] = await once(get(url, { agent }), 'response')
      expect(answer.statusCode).toBe(200)
      answeredBy.push(JSON.parse(await text(answer)).pid)
    }
    agent.destroy()
  }
  const clients = Array.from({ length: 20 }, ask)
  while (!answeredBy.includes(Number(first.process.pid))) await fetch(url)

  first.process.send({ v: IPC_VERSION, type: 'stop', timeoutMs: 10_000 })
  expect(await first.exit()).toBe(0)
  const atExit = answeredBy.length
  while (answeredBy.length < atExit + 100) await fetch(url)
  isOver = true
  await Promise.all(clients)

  expect(answeredBy.lastIndexOf(Number(first.process.pid))).toBeLessThanOrEqual(atExit)
  expect(first.lines.some((line) => line.event === 'service.cut')).toBe(false)
})

test('a stop message ends the service with 0', async () => {
  const { handle } = bindSocket()
  const service = await startSupervised('quick', handle)
  service.process.send({ v: IPC_VERSION, type: 'stop', timeoutMs: 5_000 })
  expect(await service.exit()).toBe(0)
  expect(await service.logged('service.draining')).toMatchObject({ reason: 'stop message' })
})

test('the time in a stop message bounds the drain', async () => {
  const { handle, url } = bindSocket()
  const service = await startSupervised('hanging', handle)
  const answer = fetch(url)
  await service.logged('test.arrived')
  service.process.send({ v: IPC_VERSION, type: 'stop', timeoutMs: 300 })
  await expect(answer).rejects.toThrow()
  expect(await service.exit()).toBe(0)
})

test('a service whose supervisor is gone finishes its requests and ends with 0', async () => {
  const { handle, url } = bindSocket()
  const service = await startSupervised('slow', handle)
  const answer = fetch(url)
  await service.logged('test.arrived')
  service.process.disconnect()
  expect(await (await answer).text()).toBe('done')
  expect(await service.exit()).toBe(0)
  expect(await service.logged('service.draining')).toMatchObject({ reason: 'supervisor lost' })
})

test('Ctrl-C at the terminal is left to the supervisor', async () => {
  const { handle, url } = bindSocket()
  const service = await startSupervised('quick', handle)
  service.process.kill('SIGINT')
  expect((await fetch(url)).status).toBe(200)
  service.process.send({ v: IPC_VERSION, type: 'stop', timeoutMs: 5_000 })
  expect(await service.exit()).toBe(0)
  expect(await service.logged('service.draining')).toMatchObject({ reason: 'stop message' })
})

test('a heartbeat tells what the service does', async () => {
  const { handle, url } = bindSocket()
  const service = await startSupervised('quick', handle)
  for (let index = 0; index < 10; index += 1) await (await fetch(url)).text()
  await (await fetch(`${url}/livez`)).text()
  const heartbeat = await service.received('heartbeat')
  expect(heartbeat).toMatchObject({ requestsHandled: 10, activeRequests: 0 })
  if (heartbeat.type !== 'heartbeat') return
  expect(heartbeat.rssBytes).toBeGreaterThan(heartbeat.heapUsedBytes)
  expect(heartbeat.cpuSeconds).toBeGreaterThan(0)
  expect(heartbeat.averageResponseMs).toBeGreaterThan(0)
})
