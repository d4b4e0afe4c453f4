import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { get } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { parseRecord, verifyChain } from '@promptbin/security'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isAlive } from '../src/process/is-alive.ts'
import { Started, stopImpatiently, TestFolder } from './command.ts'

let data: TestFolder

beforeEach(() => {
  data = new TestFolder()
})

afterEach(() => data.remove())

/** How an attempt to connect ends. */
function codeOfConnecting(port: number): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 })
  socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(String(code)))
  for (const how of ['connect', 'timeout']) socket.once(how, () => resolve(how))
  return promise.finally(() => socket.destroy())
}

describe('stopping', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends all in order, exit 0', async (signal) => {
    const started = await data.start({ PROMPTBIN_SUPERVISOR_SPARES: '1' })
    const pids = data.instance.services.map(({ pid }) => pid)
    expect(await started.stop(signal)).toBe(0)
    expect(pids.filter(isAlive)).toEqual([])
    expect(existsSync(join(data.path, 'run/supervisor.json'))).toBe(false)
    const ended = data.log.filter(({ event }) => event === 'lifecycle.exited')
    // Each with its spare.
    expect(ended.map(({ child }) => child)).toEqual([
      'mcp-gateway',
      'mcp-gateway',
      'prompt-web',
      'prompt-web',
    ])
    const trail = readFileSync(join(data.path, 'audit/audit.jsonl'), 'utf8')
      .split('\n')
      .slice(0, -1)
    expect(verifyChain(trail)).toMatchObject({ valid: true, records: 2 })
    expect(trail.map(parseRecord)).toMatchObject([
      { action: 'instance.start', kind: 'internal' },
      { action: 'instance.stop', kind: 'signal', actor: signal, after: { why: signal } },
    ])
    const heads = data.log.filter(({ event }) => event === 'audit.head')
    expect(heads).toMatchObject([{ audit_seq: 2, hash: parseRecord(trail[1] ?? '')?.hash }])
  })

  test('after an exception that nobody caught ends all in order, with what was known, exit 1', async () => {
    const started = await data.start({ TEST_DEFECTS: '1' })
    const pids = data.instance.services.map(({ pid }) => pid)
    expect(await started.stop('SIGUSR2')).toBe(1)
    expect(pids.filter(isAlive)).toEqual([])
    const [defect] = data.log.filter(({ event }) => event === 'supervisor.defect')
    expect(defect).toMatchObject({
      ...{ level: 'fatal', kind: 'exception', err: { type: 'RangeError' } },
      process: { node: process.version, last_events: expect.any(Array) },
    })
    expect(existsSync(join(data.path, 'run/supervisor.json'))).toBe(false)
  })

  test('while a request is being finished new connections are refused, and do not wait', async () => {
    const started = await data.start()
    const { services, mcp } = data.instance
    const gateway = Number(services.find(({ name }) => name === 'mcp-gateway')?.pid)
    const port = Number(new URL(mcp.url).port)
    const held = get({ port, path: '/held', agent: false }).on('error', () => {})
    await once(held, 'finish')
    started.process.kill('SIGTERM')
    await expect.poll(() => codeOfConnecting(port)).toBe('ECONNREFUSED')
    expect(isAlive(gateway)).toBe(true)
    expect(await stopImpatiently(started.process)).toBe(1)
  })

  test('Ctrl-C that comes from the terminal and from npm at once is one wish', async () => {
    const started = await data.start()
    started.process.kill('SIGINT')
    expect(await started.stop('SIGINT')).toBe(0)
  })

  test('services that get the signal too are not started again', async () => {
    const started = await data.start()
    const pids = data.instance.services.map(({ pid }) => pid)
    const stopped = started.stop('SIGTERM')
    for (const pid of pids) process.kill(pid, 'SIGTERM')
    expect(await stopped).toBe(0)
    expect(data.log.filter(({ event }) => event === 'lifecycle.restart-decided')).toEqual([])
  })

  test('a signal during the start ends it too, without a complaint', async () => {
    const variables = { TEST_GATEWAY: 'misbehaving/never-ready.ts' }
    const started = new Started(data.spawn(['start'], variables))
    await started.until('stdout', 'prompt-web is ready')
    expect(await started.stop('SIGTERM')).toBe(0)
    expect(started.stderr).toBe('')
  })

  test('a second signal does not wait for what does not stop', async () => {
    const started = await data.start({ TEST_GATEWAY: 'misbehaving/ignores-every-stop.ts' })
    const pids = data.instance.services.map(({ pid }) => pid)
    expect(await stopImpatiently(started.process)).toBe(1)
    expect(pids.filter(isAlive)).toEqual([])
  })

  test('after a SIGKILL nothing is left that a new start would meet', async () => {
    const started = await data.start()
    const { services, web } = data.instance
    await started.stop('SIGKILL')
    await data.start({ PROMPTBIN_WEB_PORT: new URL(web.url).port })
    expect(services.filter(({ pid }) => isAlive(pid))).toEqual([])
    expect(data.instance.web.url).toBe(web.url)
  })
})
