import { describe, expect, test } from 'vitest'
import { isAlive } from '../src/process/is-alive.ts'
import { Supervised, steady } from './supervised.ts'

const pidAt = async (url: string) => {
  const response = await fetch(new URL('/pid', url))
  return ((await response.json()) as { pid: number }).pid
}

describe('a service that does what it should', () => {
  test('is ready, answers on the socket that it was lent, and stops when asked', async () => {
    const web = await Supervised.create(steady)
    await web.group.start()
    const { pid, state } = web.snapshot
    expect(state).toBe('ready')
    expect(await pidAt(web.url)).toBe(pid)
    await web.group.stop(10_000)
    expect(web.snapshot).toMatchObject({ state: 'exited', pid, endedAt: expect.any(String) })
    expect(isAlive(pid ?? 0)).toBe(false)
    const types = web.events.map(({ type }) => type)
    expect(types).toEqual(['started', 'prepared', 'ready', 'draining', 'exited'])
    expect(web.told('exited')[0]).toMatchObject({ cause: 'stopped', code: 0, worker: 0 })
  })

  test('tells its figures once a second', async () => {
    const web = await Supervised.create(steady)
    await web.group.start()
    await expect
      .poll(() => web.snapshot.heartbeat, { timeout: 30_000 })
      .toMatchObject({ rssBytes: expect.any(Number), requestsHandled: 0, isListening: true })
  })

  test('that is killed is started again, and no connection is refused meanwhile', async () => {
    const web = await Supervised.create(steady)
    await web.group.start()
    const first = web.pid
    process.kill(first, 'SIGKILL')
    const { failure, action, delayMs } = await web.event('restart-decided')
    // It is dead now and the next one is not there yet: the kernel keeps the connection.
    const second = await pidAt(web.url)
    expect(failure).toMatchObject({ kind: 'signal', signal: 'SIGKILL' })
    expect({ action, delayMs }).toEqual({ action: 'restart', delayMs: 0 })
    expect(second).not.toBe(first)
    expect(web.snapshot).toMatchObject({ pid: second, state: 'ready', restarts: 1 })
    expect(web.snapshot.lastRestartReason).toContain('SIGKILL')
    const [one, other] = web.told('started')
    expect(one).toMatchObject({ why: 'start', replaces: null, parent: 1 })
    expect(other).toMatchObject({ why: 'failure', replaces: one?.processId, worker: 0 })
  })
})

describe('a service that misbehaves', () => {
  test('and exits at once is given up after its attempts, with what it complained of', async () => {
    const web = await Supervised.create('misbehaving/exits-at-once.ts', { maxRestartAttempts: 2 })
    await expect(web.group.start()).rejects.toMatchObject({
      code: 'PB_SERVICE_FAILED',
      message: expect.stringContaining('PB_TEST_BROKEN: The disk is missing.'),
    })
    expect(web.told('started')).toHaveLength(3)
    expect(web.snapshot).toMatchObject({ state: 'failed', restarts: 2 })
    expect(web.told('paused')).toMatchObject([{ untilMs: expect.any(Number) }])
  })

  test('and refuses its configuration is not started again', async () => {
    const web = await Supervised.create('misbehaving/refuses-its-configuration.ts')
    await expect(web.group.start()).rejects.toMatchObject({ code: 'PB_SERVICE_FAILED' })
    expect(web.snapshot).toMatchObject({ state: 'failed', restarts: 0 })
    expect(web.told('paused')).toMatchObject([{ untilMs: null }])
  })

  test('and cannot be started at all is given up too', async () => {
    const web = await Supervised.create('misbehaving/is-not-there.ts', { maxRestartAttempts: 1 })
    await expect(web.group.start()).rejects.toMatchObject({ code: 'PB_SERVICE_FAILED' })
  })

  test('and is never ready is ended after its time', async () => {
    const web = await Supervised.create('misbehaving/never-ready.ts', {
      readyTimeoutMs: 200,
      maxRestartAttempts: 0,
    })
    await expect(web.group.start()).rejects.toMatchObject({ code: 'PB_SERVICE_FAILED' })
    const { cause, pid } = await web.event('exited')
    expect(cause).toBe('start-timeout')
    expect(web.told('restart-decided')[0]?.failure).toEqual({ kind: 'start-timeout', limitMs: 200 })
    expect(isAlive(pid ?? 0)).toBe(false)
  })

  test('and is never built is ended after its time', async () => {
    const web = await Supervised.create('misbehaving/never-built.ts', {
      startTimeoutMs: 200,
      maxRestartAttempts: 0,
    })
    await expect(web.group.start()).rejects.toMatchObject({ code: 'PB_SERVICE_FAILED' })
    expect(web.told('restart-decided')[0]?.failure).toEqual({ kind: 'start-timeout', limitMs: 200 })
  })

  test.each([
    ['hangs its event loop', 'hangs-its-loop', 'gave no sign of life for 3 heartbeats'],
    ['lies about being ready', 'lies-about-being-ready', 'did not listen for 3 heartbeats'],
    ['closes its channel', 'closes-its-channel', 'closed its channel to the supervisor'],
  ])('and %s is found by its missing beats', async (_fault, script, reason) => {
    const web = await Supervised.create(`misbehaving/${script}.ts`, { heartbeatIntervalMs: 100 })
    await web.group.start()
    const { cause, pid } = await web.event('exited')
    expect(cause).toBe('liveness-lost')
    expect(web.snapshot.lastRestartReason).toContain(reason)
    expect(isAlive(pid ?? 0)).toBe(false)
    await web.event('ready', 2)
  })

  test('and is paused is found too, and replaced', async () => {
    const web = await Supervised.create(steady)
    await web.group.start()
    const paused = web.pid
    process.kill(paused, 'SIGSTOP')
    expect((await web.event('exited')).cause).toBe('liveness-lost')
    await web.event('ready', 2)
    expect(web.pid).not.toBe(paused)
  })

  test('and ignores every wish to stop is ended by force', async () => {
    const web = await Supervised.create('misbehaving/ignores-every-stop.ts')
    await web.group.start()
    const { pid } = web
    await web.group.stop(50)
    expect(isAlive(pid)).toBe(false)
  })

  test('and leaves a child behind does not leave it alive, nor wait for it', async () => {
    const web = await Supervised.create('misbehaving/forks.ts')
    await web.group.start()
    const born = Number((await web.line('born')).text.split(' ')[1])
    expect(isAlive(born)).toBe(true)
    process.kill(web.pid, 'SIGKILL')
    await web.event('ready', 2)
    await expect.poll(() => isAlive(born), { timeout: 10_000 }).toBe(false)
  })

  test('and leaks until its heap is full is known for that, and replaced', async () => {
    const web = await Supervised.create('misbehaving/leaks.ts', {
      launch: { nodeOptions: ['--max-old-space-size=32'] },
      heartbeatIntervalMs: 60_000,
    })
    await web.group.start()
    expect(await web.event('exited')).toMatchObject({ cause: 'out-of-memory' })
    await web.event('ready', 2)
  })

  test('and floods its output goes on serving, and every line arrives', async () => {
    const web = await Supervised.create('misbehaving/floods-stdout.ts')
    await web.group.start()
    const { pid } = await web.line('the flood is over')
    expect(web.lines.filter(({ text }) => text.startsWith('xxx'))).toHaveLength(4000)
    expect(await pidAt(web.url)).toBe(pid)
    expect(web.told('exited')).toEqual([])
  })

  test('and prints text of any length is read line by line', async () => {
    const web = await Supervised.create('misbehaving/prints-plain-text.ts')
    web.group.start().catch(() => {})
    expect(await web.line('Listening')).toMatchObject({ stream: 'stdout', pid: web.pid })
    expect(await web.line('deprecated')).toMatchObject({ stream: 'stderr' })
    expect((await web.line('a line of more than')).text).not.toContain('xxx')
  })
})

test('a service that is stopped while it waits for its next start stays down', async () => {
  const web = await Supervised.create('misbehaving/exits-at-once.ts')
  web.group.start().catch(() => {})
  await web.event('restart-decided', 3)
  await web.group.stop(0)
  const { length } = web.events
  // Another one goes through all its attempts, which takes longer than the wait that was ended.
  const other = await Supervised.create('misbehaving/exits-at-once.ts')
  await other.group.start().catch(() => {})
  expect(web.snapshot.state).toBe('exited')
  expect(web.events).toHaveLength(length)
})
