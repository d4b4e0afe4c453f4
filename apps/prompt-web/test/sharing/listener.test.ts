import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { send, startTestApp } from '../test-app.ts'
import { ask, makeDoor } from './share-door.ts'

/** Holds a port as another program would, until `free` is called. */
async function holdPort() {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const { port } = holder.address() as { port: number }
  const free = async () => {
    if (!holder.listening) return
    holder.close()
    await once(holder, 'close')
  }
  onTestFinished(free)
  return { port, free }
}

test('the door is shut until it is used, and shut again at the end', async () => {
  const { store } = await startTestApp()
  const { listener, log } = makeDoor(store)
  expect(listener.check()).toEqual({ observedValue: 'not in use' })
  expect(log.join('')).not.toContain('share.listening')
  const [first, again] = await Promise.all([listener.open(), listener.open()])
  expect(again).toEqual(first)
  expect(first.problem).toBeNull()
  expect(listener.check()).toEqual({ observedValue: 'open' })
  expect(log.filter((line) => line.includes('share.listening'))).toHaveLength(1)
  expect((await ask(`${first.base}/livez`)).status).toBe(200)
  await listener.close()
  await expect(ask(`${first.base}/livez`)).rejects.toThrow('ECONNREFUSED')
})

test('a taken port is replaced by the next in development, and that is said', async () => {
  const { store } = await startTestApp()
  const { port } = await holdPort()
  const { listener, log } = makeDoor(store, { port, takesNextPort: true })
  const { base, problem } = await listener.open()
  expect(problem).toBeNull()
  expect(Number(new URL(base).port)).toBeGreaterThan(port)
  expect((await ask(`${base}/livez`)).status).toBe(200)
  expect(log.join('')).toContain(`"taken":${port}`)
})

test('a taken port is a fault in production, told where it is seen, until it is free', async () => {
  const { port, free } = await holdPort()
  const { app, store } = await startTestApp()
  const { listener, log } = makeDoor(store, { port, retryMs: 10 })
  const { base, problem } = await listener.open()
  expect(base).toBe(`http://127.0.0.1:${port}`)
  expect(problem).toContain(`Port ${port} on 127.0.0.1 is in use by another program.`)
  expect(problem).toContain('Whoever runs PromptBin can do that.')
  expect(listener.check()).toEqual({ status: 'warn', output: problem })
  await listener.open()
  expect(log.filter((line) => line.includes('share.not_listening'))).toHaveLength(1)
  await free()
  await expect.poll(() => listener.check()).toEqual({ observedValue: 'open' })
  expect((await listener.open()).problem).toBeNull()
  expect((await ask(`${base}/livez`)).status).toBe(200)
  expect((await send(app, 'GET', '/api/v1/stats')).statusCode).toBe(200)
})

test('links begin with the address of the proxy where there is one', async () => {
  const { store } = await startTestApp()
  const { listener } = makeDoor(store, { publicUrl: 'https://prompts.example.org/x' })
  expect((await listener.open()).base).toBe('https://prompts.example.org/x')
})
