import { describe, expect, test } from 'vitest'
import { isAlive } from '../src/process/is-alive.ts'
import { startLoad } from './load.ts'
import { programOf } from './programs.ts'
import { Supervised, steady } from './supervised.ts'

describe('a reload', () => {
  test.each([true, false])('loses no request, with keep-alive %s', async (keepAlive) => {
    const web = await Supervised.serve({ workers: 2, spares: 1 })
    const before = web.processes.map(({ pid }) => pid)
    const requests = startLoad(web.url, { clients: 8, keepAlive })
    await requests.answered(100)
    await web.group.reload()
    await requests.answered(100)
    await web.group.reload()
    await requests.answered(100)
    const { failures, answered } = await requests.stop()
    expect(failures).toEqual([])
    expect(answered).toBeGreaterThan(300)
    expect(before.filter((pid) => isAlive(pid ?? 0))).toEqual([])
    expect(web.told('reload-finished')).toMatchObject([{ failed: null }, { failed: null }])
    expect(web.snapshot.restarts).toBe(0)
    const ends = new Set(web.told('exited').map(({ cause }) => cause))
    expect(ends).toEqual(new Set(['reloaded']))
  })

  test('runs new code with a new configuration', async () => {
    const launch = { entry: programOf(steady) }
    const web = await Supervised.create('misbehaving/exits-at-once.ts', { launch })
    await web.group.start()
    launch.entry = programOf('misbehaving/pretends.ts')
    await web.group.reload()
    expect(await web.line('PRETENDING')).toMatchObject({ pid: web.pid })
  })

  test('that does not work leaves the old processes, and tells why', async () => {
    const launch = { entry: programOf(steady) }
    const web = await Supervised.create(steady, { workers: 2, spares: 1, launch })
    await web.group.start()
    await web.event('prepared', 3)
    const before = web.processes.map(({ pid }) => pid)
    const requests = startLoad(web.url)
    launch.entry = programOf('misbehaving/exits-at-once.ts')
    await expect(web.group.reload()).rejects.toMatchObject({
      code: 'PB_RELOAD_FAILED',
      message: expect.stringContaining('PB_TEST_BROKEN: The disk is missing.'),
    })
    expect(web.processes.map(({ pid }) => pid)).toEqual(before)
    expect(web.told('reload-finished')).toMatchObject([
      { failed: expect.stringContaining('The disk is missing') },
    ])
    // The next one starts what has always worked, although the new code is still there.
    process.kill(web.pid, 'SIGKILL')
    await web.event('prepared', 4)
    expect(web.processes.map(({ state }) => state)).toEqual(['ready', 'ready', 'spare'])
    await requests.answered(20)
    const { failures } = await requests.stop()
    expect(new Set(failures)).not.toContain('ECONNREFUSED')
  })

  test('that is asked for during another follows it, and several are one', async () => {
    const web = await Supervised.serve()
    await Promise.all([web.group.reload(), web.group.reload(), web.group.reload()])
    expect(web.told('reload-finished')).toHaveLength(2)
    expect(web.told('started')).toHaveLength(3)
  })

  test('ends with the stop of the instance', async () => {
    const web = await Supervised.serve()
    const reloaded = expect(web.group.reload()).rejects.toMatchObject({
      code: 'PB_START_INTERRUPTED',
    })
    await web.group.stop(5000)
    await reloaded
    expect(web.told('reload-finished')[0]?.failed).not.toBeNull()
    expect(web.told('started').filter(({ pid }) => isAlive(pid ?? 0))).toEqual([])
  })

  test('of a service that nobody knows is refused', async () => {
    const web = await Supervised.serve()
    await expect(web.group.reload('prompt-wob')).rejects.toMatchObject({
      code: 'PB_SERVICE_UNKNOWN',
    })
  })

  test('kills what does not drain within its time', async () => {
    const web = await Supervised.create('misbehaving/ignores-every-stop.ts', { drainTimeoutMs: 50 })
    await web.group.start()
    const { pid } = web
    await web.group.reload()
    expect(isAlive(pid)).toBe(false)
    expect(web.told('exited')).toMatchObject([{ cause: 'reloaded', signal: 'SIGKILL' }])
  })
})
