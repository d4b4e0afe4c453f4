import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isAlive } from '../src/process/is-alive.ts'
import { Started, TestFolder } from './command.ts'
import { StdioClient } from './stdio-client.ts'

let data: TestFolder

beforeEach(() => {
  data = new TestFolder()
})

afterEach(() => data.remove())

const openClient = () => new StdioClient(new Started(data.spawn(['mcp'])))
const holdFile = () => join(data.path, 'hold')

/** Kills the gateway while it works on what was just asked. */
async function killGateway(): Promise<void> {
  process.kill(data.pidOf('mcp-gateway'), 'SIGKILL')
}

describe('promptbin mcp without an instance', () => {
  test('runs one itself, logs to the file alone, and leaves nothing behind', async () => {
    const client = openClient()
    const gateway = await client.connect()
    expect(gateway).toBe(data.pidOf('mcp-gateway'))
    expect(data.instance).toMatchObject({ mode: 'stdio', pid: client.command.process.pid })
    const pids = data.instance.services.map(({ pid }) => pid)

    expect(await client.close()).toBe(0)
    expect(pids.filter(isAlive)).toEqual([])
    expect(client.noise).toEqual([])
    expect(data.log.some(({ service }) => service === 'mcp-gateway')).toBe(true)
  })

  test('answers what was asked before it was ready, and what is no message at all', async () => {
    const client = openClient()
    client.command.process.stdin.write('not a message\n')
    await client.connect()
    expect(client.answers[0]).toMatchObject({ id: null, error: { code: -32700 } })
  })

  test('that cannot start says why, to the client and on stderr, and exits 1', async () => {
    const command = new Started(
      data.spawn(['mcp'], {
        TEST_GATEWAY: 'misbehaving/exits-at-once.ts',
        PROMPTBIN_OPERATIONS_MAX_RESTART_ATTEMPTS: '0',
      }),
    )
    const client = new StdioClient(command)
    const closed = once(command.process, 'close')
    expect(await client.ask('initialize')).toMatchObject({
      error: { code: -32603, data: { code: 'PB_SERVICE_FAILED' } },
    })
    expect((await closed)[0]).toBe(1)
    expect(command.stderr).toContain('PB_SERVICE_FAILED')
  })

  test.each([
    ['promptbin stop', async () => void (await data.run(['stop']))],
    [
      'a terminal that is closed',
      async (client: StdioClient) => void client.command.process.kill('SIGHUP'),
    ],
  ])('%s ends it, and leaves nothing behind', async (_what, end) => {
    const client = openClient()
    await client.connect()
    const pids = data.instance.services.map(({ pid }) => pid)
    const closed = once(client.command.process, 'close')
    await end(client)
    expect((await closed)[0]).toBe(0)
    expect(pids.filter(isAlive)).toEqual([])
  })

  test('a client that goes away during the start ends it', async () => {
    const client = openClient()
    expect(await client.close()).toBe(0)
  })
})

describe('when the gateway is killed', () => {
  test('the session lives: the next one sees the handshake, and the read is answered', async () => {
    const client = openClient()
    const first = await client.connect()
    writeFileSync(holdFile(), '')
    const read = client.call('find')
    // The gateway handles lines in order, so this answer says that the call above has arrived.
    await client.ask('ping')
    rmSync(holdFile())
    await killGateway()

    const { result } = await read
    expect(result).toMatchObject({ method: 'tools/call', name: 'find' })
    expect(result?.['pid']).not.toBe(first)
    expect(client.answers.filter(({ id }) => id === 1)).toHaveLength(1)
    expect(client.noise).toEqual([])
  })

  test('a change in flight is answered honestly instead of being made twice', async () => {
    const client = openClient()
    await client.connect()
    writeFileSync(holdFile(), '')
    const change = client.call('save')
    await client.ask('ping')
    rmSync(holdFile())
    await killGateway()
    expect(await change).toMatchObject({
      error: { code: -32603, data: { code: 'PB_RELAY_OUTCOME_UNKNOWN' } },
    })
    // The session goes on, and the next change is made.
    expect(await client.call('save')).toMatchObject({ result: { name: 'save' } })
  })

  test('again and again, every request gets its one answer', async () => {
    const client = openClient()
    await client.connect()
    for (let round = 0; round < 3; round++) {
      const asked = Array.from({ length: 20 }, (_, n) => client.ask('prompts/get', { n }))
      const killed = data.pidOf('mcp-gateway')
      process.kill(killed, 'SIGKILL')
      const answers = await Promise.all(asked)
      expect(answers.every(({ result }) => result?.['method'] === 'prompts/get')).toBe(true)
      await expect.poll(() => data.pidOf('mcp-gateway'), { timeout: 30_000 }).not.toBe(killed)
    }
    const ids = client.answers.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('with an instance', () => {
  test('it attaches to the one that runs, and leaves it running', async () => {
    await data.start()
    const { pid } = data.instance
    const client = openClient()
    expect(await client.connect()).toBe(data.pidOf('mcp-gateway'))
    expect(await client.close()).toBe(0)
    expect(data.instance.pid).toBe(pid)
    expect((await data.run(['status'])).code).toBe(0)
  })

  test('clients that start at once share one', async () => {
    const clients = [openClient(), openClient(), openClient()]
    const gateways = await Promise.all(clients.map((client) => client.connect()))
    expect(new Set(gateways).size).toBe(1)
    await Promise.all(clients.map((client) => client.close()))
  })

  test('when the client that runs it ends, another takes over and its session goes on', async () => {
    const owner = openClient()
    await owner.connect()
    const guest = openClient()
    await guest.connect()
    const guestPid = guest.command.process.pid
    await owner.close()
    expect(await guest.call('save')).toMatchObject({ result: { name: 'save' } })
    expect(data.instance.pid).toBe(guestPid)
  })

  test('when the process that runs it is killed, another takes over too', async () => {
    const started = await data.start()
    const guest = openClient()
    await guest.connect()
    await started.stop('SIGKILL')
    expect(await guest.ask('prompts/list')).toMatchObject({ result: { method: 'prompts/list' } })
    expect(data.instance).toMatchObject({ mode: 'stdio', pid: guest.command.process.pid })
  })
})
