import { describe, expect, test } from 'vitest'
import { startLoad } from '../load.ts'
import { Supervised } from '../supervised.ts'
import { Collected, requestsIn } from './collected.ts'

const ask = async (url: string, times: number) => {
  for (let index = 0; index < times; index += 1) {
    await (await fetch(`${url}/pid`, { headers: { connection: 'close' } })).json()
  }
}

describe('what processes have counted', () => {
  test('is complete over reloads and scaling, and never goes backwards', async () => {
    const web = await Supervised.serve({ workers: 2, spares: 1 })
    const collected = new Collected(web)
    const load = startLoad(web.url, { clients: 4, keepAlive: false })
    const fallen: string[] = []
    const steps = [
      () => web.group.reload(),
      () => web.group.scale('prompt-web', 1),
      () => web.group.scale('prompt-web', 3),
    ]
    for (const step of steps) {
      const stepping = step()
      let isOver = false
      const watching = async () => {
        while (!isOver) fallen.push(...(await collected.backwards()))
      }
      const watched = watching()
      await stepping
      await load.answered(50)
      isOver = true
      await watched
    }
    const { answered, failures } = await load.stop()
    expect(failures).toEqual([])
    expect(fallen).toEqual([])
    // The answer of a request is there a moment before its process counts it.
    await expect.poll(() => collected.requests()).toBe(answered)
    expect(await collected.backwards()).toEqual([])
  })

  test('is lost with a killed process only as far as it came after the last collection', async () => {
    const web = await Supervised.serve()
    const collected = new Collected(web)
    await ask(web.url, 20)
    await expect.poll(() => collected.requests()).toBe(20)
    await ask(web.url, 5)
    process.kill(web.pid, 'SIGKILL')
    await web.event('ready', 2)
    await ask(web.url, 10)
    await expect.poll(() => collected.requests()).toBe(30)
    expect(await collected.backwards()).toEqual([])
  })

  test('stays with the place in which it was counted when a spare takes over', async () => {
    const web = await Supervised.serve({ spares: 1 })
    const collected = new Collected(web)
    await ask(web.url, 3)
    await expect.poll(() => collected.requests()).toBe(3)
    const before = await collected.collector.collect()
    const cpuOf = ({ families }: typeof before, worker: string) =>
      families
        .find(({ name }) => name === 'process_cpu_seconds_total')
        ?.series.find(({ labels }) => labels.worker === worker)
    const ofSpare = cpuOf(before, 'spare-0')
    expect(ofSpare).toMatchObject({ value: expect.any(Number) })
    process.kill(web.pid, 'SIGKILL')
    await web.event('promoted')
    await ask(web.url, 4)
    const isWorker = ({ worker }: { readonly worker?: string }) => worker === '0'
    await expect.poll(async () => requestsIn(await collected.collector.collect(), isWorker)).toBe(7)
    expect(await collected.backwards()).toEqual([])
  })
})

test('a process that hangs does not hold up the others, and shows by the age of what it told', async () => {
  const web = await Supervised.serve({ workers: 2 })
  const collected = new Collected(web, { deadlineMs: 500 })
  await collected.collector.collect()
  const [hanging, other] = web.workers
  process.kill(hanging?.pid ?? 0, 'SIGSTOP')
  const { families } = await collected.collector.collect()
  const ages = families.find(({ name }) => name === 'promptbin_metrics_snapshot_age_seconds')
  const ageOf = (worker: number | null | undefined) =>
    ages?.series.flatMap((series) =>
      'value' in series && series.labels.worker === String(worker) ? series.value : [],
    )[0] ?? Number.NaN
  expect(ageOf(hanging?.worker)).toBeGreaterThanOrEqual(0.5)
  expect(ageOf(other?.worker)).toBeLessThan(ageOf(hanging?.worker))
  const memory = families.find(({ name }) => name === 'process_resident_memory_bytes')
  expect(memory?.series.map(({ labels }) => [labels.service, labels.worker]).sort()).toEqual([
    ['prompt-web', '0'],
    ['prompt-web', '1'],
    ['supervisor', '0'],
  ])
})

test('who asks while or just after others do gets what they get', async () => {
  const web = await Supervised.serve()
  const { collector } = new Collected(web, { freshMs: 60_000 })
  let collections = 0
  collector.onSnapshot(() => {
    throw new Error('A listener that fails harms nobody.')
  })
  collector.onSnapshot(() => {
    collections += 1
  })
  const [first, ...others] = await Promise.all(
    Array.from({ length: 100 }, () => collector.collect()),
  )
  expect(new Set([...others, await collector.collect()])).toEqual(new Set([first]))
  expect(collections).toBe(1)
})
