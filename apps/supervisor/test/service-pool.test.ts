import { describe, expect, onTestFinished, test } from 'vitest'
import { replaceDefective } from '../src/supervision/replace-defective.ts'
import { startLoad } from './load.ts'
import { programOf } from './programs.ts'
import { Supervised, steady } from './supervised.ts'

describe('a worker that is killed while requests come', () => {
  test('is relieved by the spare at once: no connection is refused', async () => {
    const web = await Supervised.serve({ spares: 1 })
    const [spare] = web.spares
    const requests = startLoad(web.url)
    await requests.answered(50)
    for (let kills = 1; kills <= 3; kills++) {
      process.kill(web.pid, 'SIGKILL')
      await web.event('promoted', kills)
      await web.event('prepared', 2 + kills)
      await requests.answered(50)
    }
    const { failures } = await requests.stop()
    // Only what the dead worker was answering is lost: at most one for each client and kill.
    expect(new Set(failures)).not.toContain('ECONNREFUSED')
    expect(failures.length).toBeLessThanOrEqual(12)
    const [promoted] = web.told('promoted')
    expect(promoted).toMatchObject({ processId: spare?.processId, worker: 0 })
    expect(promoted?.replaces).toBe(web.told('started')[0]?.processId)
  })

  test('leaves the other one to answer: only what it had in hand is lost', async () => {
    const web = await Supervised.serve({ workers: 2 })
    const [killed, other] = web.workers.map(({ pid }) => pid)
    const requests = startLoad(web.url)
    await requests.answered(100)
    process.kill(killed ?? 0, 'SIGKILL')
    await web.event('ready', 3)
    await requests.answered(100)
    const { failures, pids } = await requests.stop()
    expect(new Set(failures)).not.toContain('ECONNREFUSED')
    expect(failures.length).toBeLessThanOrEqual(4)
    expect(pids).toContain(other)
    expect(web.workers.map(({ worker, state }) => [worker, state])).toEqual([
      [0, 'ready'],
      [1, 'ready'],
    ])
  })

  test('that is stopped instead is found and relieved as well', async () => {
    const web = await Supervised.serve({ spares: 1, heartbeatIntervalMs: 1000 })
    process.kill(web.pid, 'SIGSTOP')
    expect((await web.event('exited')).cause).toBe('liveness-lost')
    expect(await web.event('promoted')).toMatchObject({ worker: 0 })
    await web.event('ready', 2)
  })
})

test('a spare that is stopped is found too, and is never promoted', async () => {
  const web = await Supervised.serve({ spares: 1 })
  const [spare] = web.spares
  process.kill(spare?.pid ?? 0, 'SIGSTOP')
  expect(await web.event('exited')).toMatchObject({ pid: spare?.pid, cause: 'liveness-lost' })
  await web.event('prepared', 3)
  expect(web.told('promoted')).toEqual([])
  expect(web.spares).toHaveLength(1)
})

describe('scaling', () => {
  test('up takes the spare first, and down lets the others finish', async () => {
    const web = await Supervised.serve({ spares: 1 })
    const [spare] = web.spares
    await web.group.scale('prompt-web', 3)
    expect(web.workers.map(({ worker }) => worker)).toEqual([0, 1, 2])
    expect(web.workers[1]?.processId).toBe(spare?.processId)
    const requests = startLoad(web.url, { clients: 8, keepAlive: true })
    await requests.answered(100)
    await web.group.scale('prompt-web', 1)
    await requests.answered(100)
    expect((await requests.stop()).failures).toEqual([])
    expect(web.workers).toHaveLength(1)
    expect(web.told('scaled')).toMatchObject([
      { from: 1, to: 3 },
      { from: 3, to: 1 },
    ])
    expect(web.told('exited').map(({ cause }) => cause)).toEqual(['scaled-down', 'scaled-down'])
  })

  test.each([0, 2.5, 4, Number.NaN])('to %s is refused with the reason', async (workers) => {
    const web = await Supervised.serve({ mostWorkers: 3 })
    await expect(web.group.scale('prompt-web', workers)).rejects.toMatchObject({
      code: 'PB_SCALE_REFUSED',
      message: expect.stringContaining('The test says so.'),
    })
    expect(web.workers).toHaveLength(1)
  })
})

describe('a process that is to be replaced', () => {
  test('goes when another has its place, and no request is lost', async () => {
    const web = await Supervised.serve({ spares: 1 })
    const { processId } = web.snapshot
    const requests = startLoad(web.url, { clients: 8, keepAlive: true })
    await requests.answered(100)
    web.group.recycle(processId, 'memory-soft')
    const { cause } = await web.event('exited')
    await requests.answered(100)
    expect((await requests.stop()).failures).toEqual([])
    expect(cause).toBe('recycled')
    expect(web.told('promoted')).toMatchObject([{ worker: 0, replaces: processId }])
    expect(web.snapshot.restarts).toBe(0)
  })

  test('because of a defect goes on until then, and no request is lost', async () => {
    const web = await Supervised.serve()
    onTestFinished(replaceDefective({ control: web.group }))
    const { processId } = web.snapshot
    const requests = startLoad(web.url)
    await requests.answered(50)
    await fetch(`${web.url}/defect`, { method: 'POST' })
    const { cause } = await web.event('exited')
    await requests.answered(50)
    expect((await requests.stop()).failures).toEqual([])
    expect([cause, web.snapshot.restarts]).toEqual(['recycled', 0])
    expect(web.told('started')[1]).toMatchObject({ why: 'defect', replaces: processId })
  })

  test('without a spare waits for one that is started for it', async () => {
    const web = await Supervised.serve()
    const { processId } = web.snapshot
    web.group.recycle(processId, 'memory-soft')
    await web.event('exited')
    expect(web.told('started')[1]).toMatchObject({ why: 'memory-soft', replaces: processId })
  })

  test('by force is a failure of the kind that was said', async () => {
    const web = await Supervised.serve()
    const limit = { rssBytes: 2, limitBytes: 1, livedMs: 1 }
    web.group.endProcess(web.snapshot.processId, { kind: 'memory-limit', ...limit })
    expect(await web.event('exited')).toMatchObject({ cause: 'memory-limit', signal: 'SIGKILL' })
    await web.event('ready', 2)
    expect(web.snapshot.restarts).toBe(1)
  })
})

describe('a crash loop', () => {
  test('ends in a pause, after which it is tried again', async () => {
    const launch = { entry: programOf('misbehaving/exits-at-once.ts') }
    const web = await Supervised.create(steady, { maxRestartAttempts: 1, pauseMs: 50, launch })
    await web.group.start().catch(() => {})
    expect(web.told('paused')).toHaveLength(1)
    await web.event('started', 3)
    expect(web.told('started')[2]).toMatchObject({ why: 'failure' })
  })

  test('of several workers is tried again by one of them; when it answers, the others follow', async () => {
    const launch = { entry: programOf('misbehaving/exits-at-once.ts') }
    const web = await Supervised.create(steady, {
      workers: 3,
      maxRestartAttempts: 1,
      pauseMs: 50,
      launch,
    })
    await web.group.start().catch(() => {})
    await web.event('paused', 2)
    // Three at the start, and one for each try since.
    expect(web.told('started').length).toBeLessThanOrEqual(5)
    launch.entry = programOf(steady)
    await web.group.restart('prompt-web')
    expect(web.workers).toHaveLength(3)
  })

  test('is ended at once by whoever asks, when the cause is gone', async () => {
    const launch = { entry: programOf('misbehaving/exits-at-once.ts') }
    const web = await Supervised.create(steady, { maxRestartAttempts: 1, launch })
    await web.group.start().catch(() => {})
    expect(web.group.hasFailed).toBe(true)
    launch.entry = programOf(steady)
    await web.group.restart('prompt-web')
    expect(web.group.hasFailed).toBe(false)
    expect(web.snapshot.state).toBe('ready')
    expect(web.told('started').at(-1)).toMatchObject({ why: 'asked-for' })
  })

  test('is ended by whoever starts it, too', async () => {
    const launch = { entry: programOf('misbehaving/exits-at-once.ts') }
    const web = await Supervised.create(steady, { maxRestartAttempts: 0, launch })
    await web.group.start().catch(() => {})
    await expect(web.group.startService('prompt-web')).rejects.toMatchObject({
      code: 'PB_SERVICE_FAILED',
    })
    launch.entry = programOf(steady)
    await web.group.startService('prompt-web')
    expect(web.snapshot.state).toBe('ready')
  })

  test('that has used up its attempts answers whoever wants more workers', async () => {
    const web = await Supervised.create('misbehaving/exits-at-once.ts', { maxRestartAttempts: 0 })
    await web.group.start().catch(() => {})
    await expect(web.group.scale('prompt-web', 2)).rejects.toMatchObject({
      code: 'PB_SERVICE_FAILED',
    })
  })

  test('that goes on is told to whoever asks', async () => {
    const web = await Supervised.create('misbehaving/exits-at-once.ts', { maxRestartAttempts: 1 })
    await web.group.start().catch(() => {})
    await expect(web.group.restart()).rejects.toMatchObject({ code: 'PB_SERVICE_FAILED' })
    expect(web.snapshot.state).toBe('failed')
  })
})

test('a service that pauses refuses no connection: they wait until it is back', async () => {
  const web = await Supervised.serve()
  await web.group.pauseService('prompt-web')
  expect(web.processes.map(({ state }) => state)).toEqual(['stopped'])
  const requests = startLoad(web.url)
  await web.group.startService('prompt-web')
  await requests.answered(50)
  const { failures } = await requests.stop()
  expect(failures).toEqual([])
})
