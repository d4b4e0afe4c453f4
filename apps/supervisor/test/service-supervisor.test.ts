import { afterEach, describe, expect, test } from 'vitest'
import { isAlive } from '../src/process/is-alive.ts'
import { Supervised, type SupervisedOptions } from './supervised.ts'

const running: Supervised[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map((supervised) => supervised.end()))
})

async function supervise(script: string, options?: SupervisedOptions): Promise<Supervised> {
  const supervised = await Supervised.create(script, options)
  running.push(supervised)
  return supervised
}

const pidAt = async (url: string) => {
  const response = await fetch(new URL('/pid', url))
  return ((await response.json()) as { pid: number }).pid
}

describe('a service that does what it should', () => {
  test('is ready, answers on the socket that it was lent, and stops when asked', async () => {
    const { supervisor, url, ...web } = await supervise('services/steady.ts')
    await supervisor.start()
    const { pid, state } = supervisor.snapshot
    expect(state).toBe('ready')
    expect(await pidAt(url)).toBe(pid)
    await supervisor.stop(10_000)
    expect(supervisor.snapshot.state).toBe('exited')
    expect(isAlive(pid ?? 0)).toBe(false)
    expect(web.events.map(({ type }) => type)).toEqual(['started', 'ready', 'stopped'])
  })

  test('tells its figures once a second', async () => {
    const web = await supervise('services/steady.ts')
    await web.supervisor.start()
    await expect
      .poll(() => web.supervisor.snapshot.heartbeat, { timeout: 30_000 })
      .toMatchObject({ rssBytes: expect.any(Number), requestsHandled: 0 })
  })

  test('that is killed is started again, and no connection is refused meanwhile', async () => {
    const web = await supervise('services/steady.ts')
    await web.supervisor.start()
    const first = web.pid
    process.kill(first, 'SIGKILL')
    const { failure, decision } = await web.event('failed')
    // It is dead now and the next one is not there yet: the kernel keeps the connection.
    const second = await pidAt(web.url)
    expect(failure).toMatchObject({ kind: 'signal', signal: 'SIGKILL' })
    expect(decision).toMatchObject({ action: 'restart', delayMs: 0 })
    expect(second).not.toBe(first)
    expect(web.supervisor.snapshot).toMatchObject({ pid: second, state: 'ready', restarts: 1 })
    expect(web.supervisor.snapshot.lastRestartReason).toContain('SIGKILL')
  })
})

describe('a service that misbehaves', () => {
  test('and exits at once is given up after its attempts, with what it complained of', async () => {
    const web = await supervise('misbehaving/exits-at-once.ts', { maxRestartAttempts: 2 })
    await expect(web.supervisor.start()).rejects.toMatchObject({
      code: 'PB_SERVICE_FAILED',
      message: expect.stringContaining('PB_TEST_BROKEN: The disk is missing.'),
    })
    expect(web.events.filter(({ type }) => type === 'started')).toHaveLength(3)
    expect(web.supervisor.snapshot).toMatchObject({ state: 'failed', restarts: 2 })
  })

  test('and refuses its configuration is not started again', async () => {
    const web = await supervise('misbehaving/refuses-its-configuration.ts')
    await expect(web.supervisor.start()).rejects.toMatchObject({ code: 'PB_SERVICE_FAILED' })
    expect(web.supervisor.snapshot.restarts).toBe(0)
  })

  test('and cannot be started at all is given up too', async () => {
    const web = await supervise('misbehaving/is-not-there.ts', { maxRestartAttempts: 1 })
    await expect(web.supervisor.start()).rejects.toMatchObject({ code: 'PB_SERVICE_FAILED' })
  })

  test('and is never ready is ended after its time to start', async () => {
    const web = await supervise('misbehaving/never-ready.ts', {
      startTimeoutMs: 200,
      maxRestartAttempts: 0,
    })
    await expect(web.supervisor.start()).rejects.toMatchObject({ code: 'PB_SERVICE_FAILED' })
    const { failure, pid } = await web.event('failed')
    expect(failure).toEqual({ kind: 'start-timeout', limitMs: 200 })
    expect(isAlive(pid ?? 0)).toBe(false)
  })

  test('and hangs its event loop is found by its silence', async () => {
    const web = await supervise('misbehaving/hangs-its-loop.ts', { heartbeatIntervalMs: 50 })
    await web.supervisor.start()
    const { failure } = await web.event('failed')
    expect(failure).toMatchObject({ kind: 'liveness-lost', missedBeats: 3 })
  })

  test('and is paused is found too, and replaced', async () => {
    const web = await supervise('services/steady.ts')
    await web.supervisor.start()
    const paused = web.pid
    process.kill(paused, 'SIGSTOP')
    expect((await web.event('failed')).failure.kind).toBe('liveness-lost')
    await web.event('ready', 2)
    expect(web.pid).not.toBe(paused)
  })

  test('and ignores every wish to stop is ended by force', async () => {
    const web = await supervise('misbehaving/ignores-every-stop.ts')
    await web.supervisor.start()
    const { pid } = web
    await web.supervisor.stop(50)
    expect(isAlive(pid)).toBe(false)
  })

  test('and prints text of any length is read line by line', async () => {
    const web = await supervise('misbehaving/prints-plain-text.ts')
    web.supervisor.start().catch(() => {})
    expect(await web.line('Listening')).toMatchObject({ stream: 'stdout', pid: web.pid })
    expect(await web.line('deprecated')).toMatchObject({ stream: 'stderr' })
    expect((await web.line('a line of more than')).text).not.toContain('xxx')
  })
})

test('a service that is stopped while it waits for its next start stays down', async () => {
  const web = await supervise('misbehaving/exits-at-once.ts')
  web.supervisor.start().catch(() => {})
  await web.event('failed', 3)
  await web.supervisor.stop(0)
  const { length } = web.events
  // Another one goes through all its attempts, which takes longer than the wait that was ended.
  const other = await supervise('misbehaving/exits-at-once.ts')
  await other.supervisor.start().catch(() => {})
  expect(web.supervisor.snapshot.state).toBe('exited')
  expect(web.events).toHaveLength(length)
})
