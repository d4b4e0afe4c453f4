import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Started, TestFolder } from './command.ts'

let data: TestFolder

beforeEach(() => {
  data = new TestFolder()
})

afterEach(() => data.remove())

/** One worker and no spare of each service, so that their processes are easily told apart. */
const configure = (text: string) =>
  writeFileSync(join(data.path, 'promptbin-config.yaml'), `supervisor: {spares: 0}\n${text}`)

const pidsOf = (service: string) =>
  data.instance.services.flatMap(({ name, pid }) => (name === service ? [pid] : []))

type Line = Readonly<Record<string, unknown>>

/** Waits until so many lines of the log tell of an event; gives the last of them. */
async function logged(started: Started, event: string, count: number): Promise<Line> {
  const mark = `"event":"${event}"`
  const found = () =>
    started.stdout
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.includes(mark))
  while (found().length < count) await once(started.process.stdout, 'data')
  return JSON.parse(found()[count - 1] ?? '')
}

describe('SIGHUP', () => {
  test('replaces all processes, and the configuration is read again', async () => {
    configure('')
    const started = await data.start()
    const before = [...pidsOf('prompt-web'), ...pidsOf('mcp-gateway')]
    configure('web: {workers: 2}\nlogging: {level: warn}\n')
    started.process.kill('SIGHUP')
    // At that level nothing of it is in the log.
    const renewed = () =>
      ['prompt-web', 'mcp-gateway'].map(
        (service) => pidsOf(service).filter((pid) => !before.includes(pid)).length,
      )
    await expect.poll(renewed, { timeout: 60_000 }).toEqual([2, 1])
    const gone = () => data.instance.services.filter(({ pid }) => before.includes(pid))
    await expect.poll(gone, { timeout: 30_000 }).toEqual([])
    expect(await started.stop()).toBe(0)
    const ready = data.log.filter(({ event }) => event === 'service.ready')
    expect(ready.map(({ pid }) => pid).toSorted()).toEqual(before.toSorted())
  })

  test('with a configuration that is wrong changes nothing, and is told of', async () => {
    configure('')
    const started = await data.start()
    const before = data.instance.services
    configure('web: {workers: many}\n')
    started.process.kill('SIGHUP')
    const told = await logged(started, 'supervisor.reload_failed', 1)
    expect(told).toMatchObject({
      level: 'error',
      faults: [{ pointer: 'web.workers', message: expect.stringContaining('"many"') }],
    })
    expect(data.instance.services).toEqual(before)

    // What was wrong is mended: nothing was spoiled by it.
    configure('')
    started.process.kill('SIGHUP')
    await logged(started, 'lifecycle.reload-finished', 2)
    expect(await started.stop()).toBe(0)
  })

  test('that asks for what only a start can do is told so', async () => {
    configure('')
    const started = await data.start()
    const { url } = data.instance.supervisor
    configure('mode: development\n')
    started.process.kill('SIGHUP')
    const { settings } = await logged(started, 'supervisor.config_waits', 1)
    // What follows from it waits with it.
    expect(settings).toEqual(['mode', 'operations.taken_port'])
    await logged(started, 'lifecycle.reload-finished', 2)
    expect(data.instance.supervisor.url).toBe(url)
  })
})
