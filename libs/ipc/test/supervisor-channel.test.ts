import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { parseServiceMessage } from '../src/index.ts'

const script = (name: string) => new URL(`processes/${name}.ts`, import.meta.url)

function start(name: string) {
  const child = fork(script(name), { execArgv: [] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

async function startReporting() {
  const child = start('reports')
  const [message] = await once(child, 'message')
  expect(parseServiceMessage(message)).toEqual({ v: 1, type: 'prepared' })
  const next = async () => {
    const [report] = await once(child, 'message')
    return report.url
  }
  return { child, next }
}

test('stop and listen reach the service, what is no message of ours does not', async () => {
  const { child, next } = await startReporting()
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')

  child.send('hello')
  child.send({ v: 2, type: 'stop', timeoutMs: 1 })
  child.send({ v: 1, type: 'listen' })
  child.send({ v: 1, type: 'stop', timeoutMs: 250 })
  expect(await next()).toBe('stop in 250')
  child.send({ v: 1, type: 'listen' }, server)
  expect(await next()).toBe('listen with Server')
})

test('an extra socket comes with the message, or with why it does not', async () => {
  const { child, next } = await startReporting()
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  child.send({ v: 1, type: 'socket-used', socket: 'share' })
  expect(await next()).toBe('share is used')
  child.send({ v: 1, type: 'socket', socket: 'share', problem: 'EADDRINUSE' })
  expect(await next()).toBe('share: EADDRINUSE')
  child.send({ v: 1, type: 'socket', socket: 'share', problem: null }, server)
  expect(await next()).toBe('share: Server')
})

test('a service notices that its supervisor is gone', async () => {
  const { child } = await startReporting()
  child.disconnect()
  expect(await once(child, 'exit')).toEqual([7, null])
})

test('a service that connects too late notices it too, and sending harms nothing', async () => {
  const child = start('late')
  await once(child, 'message')
  child.disconnect()
  expect(await once(child, 'exit')).toEqual([7, null])
})

test('a process that nobody forked has no supervisor', async () => {
  const child = spawn(process.execPath, [script('alone').pathname], { stdio: 'inherit' })
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('many parts of a service hear a message, and Node takes none of them for a leak', async () => {
  const child = start('many')
  await once(child, 'message')
  child.send({ v: 1, type: 'stop', timeoutMs: 1 })
  const [{ url }] = await once(child, 'message')
  expect(url).toBe('12 heard; ')
})
