import { once } from 'node:events'
import { Agent, get, request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { startChild } from './child-service.ts'

describe('a signal', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    '%s ends an idle service with 0',
    async (signal) => {
      const service = startChild('quick')
      await service.url()
      service.process.kill(signal)
      expect(await service.exit()).toBe(0)
      expect(await service.logged('service.stopped')).toMatchObject({ level: 'info' })
    },
  )

  test('lets a request that is under way finish', async () => {
    const service = startChild('slow')
    const answer = fetch(await service.url())
    await service.logged('test.arrived')
    service.process.kill('SIGTERM')
    expect(await (await answer).text()).toBe('done')
    expect((await answer).headers.get('connection')).toBe('close')
    expect(await service.exit()).toBe(0)
  })

  test('makes the service not ready before it stops to answer', async () => {
    const service = startChild('slow')
    const url = await service.url()
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const underWay = fetch(url)
    await service.logged('test.arrived')
    service.process.kill('SIGTERM')
    await service.logged('service.draining')
    const [answer] = await once(get(`${url}/readyz`, { agent }), 'response')
    expect(answer.statusCode).toBe(503)
    expect(answer.headers.connection).toBe('close')
    await underWay
    expect(await service.exit()).toBe(0)
  })

  test('cuts what hangs when the drain time is over', async () => {
    const service = startChild('hanging', { TEST_DRAIN_MS: '400' })
    const answer = fetch(await service.url())
    await service.logged('test.arrived')
    service.process.kill('SIGTERM')
    await expect(answer).rejects.toThrow()
    expect(await service.exit()).toBe(0)
    expect(await service.logged('service.cut')).toMatchObject({ connections: 1 })
  })

  test('a second one ends the service at once with 1', async () => {
    const service = startChild('hanging', { TEST_DRAIN_MS: '600000' })
    const answer = fetch(await service.url())
    await service.logged('test.arrived')
    service.process.kill('SIGTERM')
    await service.logged('service.draining')
    service.process.kill('SIGTERM')
    await expect(answer).rejects.toThrow()
    expect(await service.exit()).toBe(1)
    expect(await service.logged('service.forced')).toMatchObject({ level: 'warn' })
  })
})

describe('what stays open', () => {
  test('a stream that listens to the drain ends with its last words', async () => {
    const service = startChild('polite-stream')
    const [answer] = await once(get(await service.url()), 'response')
    await once(answer, 'readable')
    service.process.kill('SIGTERM')
    expect(await text(answer)).toBe('data: hello\n\nevent: goodbye\n\n')
    expect(await service.exit()).toBe(0)
    expect(service.lines.some((line) => line.event === 'service.cut')).toBe(false)
  })

  test('a connection that browsers open in advance and never use does not delay the end', async () => {
    const service = startChild('quick', { TEST_DRAIN_MS: '600000' })
    const { port, hostname } = new URL(await service.url())
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    // Connections are accepted in order, so an answer on a later one proves that this one is.
    await fetch(await service.url())
    service.process.kill('SIGTERM')
    expect(await service.exit()).toBe(0)
    expect(service.lines.some((line) => line.event === 'service.cut')).toBe(false)
  })

  test('a stream without an end is cut', async () => {
    const service = startChild('endless-stream', { TEST_DRAIN_MS: '400' })
    const [answer] = await once(get(await service.url()), 'response')
    service.process.kill('SIGTERM')
    await expect(text(answer)).rejects.toThrow()
    expect(await service.exit()).toBe(0)
  })

  test('an upgraded socket is cut', async () => {
    const service = startChild('upgraded-socket', { TEST_DRAIN_MS: '400' })
    const call = request(await service.url(), {
      headers: { connection: 'upgrade', upgrade: 'test' },
    }).end()
    const [, socket] = await once(call, 'upgrade')
    const closed = once(socket, 'close')
    service.process.kill('SIGTERM')
    await closed
    expect(await service.exit()).toBe(0)
    expect(await service.logged('service.cut')).toMatchObject({ connections: 1 })
  })
})

describe('a defect', () => {
  test.each(['throws-later', 'rejects-later'])(
    '%s: logged, drained, ended with 1',
    async (script) => {
      const service = startChild(script)
      expect(await (await fetch(await service.url())).text()).toBe('answered')
      expect(await service.exit()).toBe(1)
      expect(await service.logged('service.defect')).toMatchObject({
        level: 'fatal',
        err: { type: 'RangeError', stack: expect.stringContaining(script) },
      })
      expect(await service.logged('service.stopped')).toBeDefined()
    },
  )

  test('in closing: logged and ended with 1', async () => {
    const service = startChild('close-fails')
    await service.url()
    service.process.kill('SIGTERM')
    expect(await service.exit()).toBe(1)
    expect(await service.logged('service.close_failed')).toMatchObject({
      level: 'fatal',
      err: { message: 'the store does not close' },
    })
  })
})
