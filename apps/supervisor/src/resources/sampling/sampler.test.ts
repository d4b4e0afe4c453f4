import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ProcReading, ProcSight } from './proc-reading.ts'
import { createSampler } from './sampler.ts'

const unknown = {
  rssBytes: null,
  cpuSeconds: null,
  readBytes: null,
  writtenBytes: null,
  descriptors: null,
  threads: null,
}

const told = {
  loopLagMs: 1.5,
  gcPauseMs: 0.5,
  rssBytes: 70,
  heapUsedBytes: 30,
  cpuSeconds: 2,
  activeRequests: 1,
  requestsHandled: 9,
  averageResponseMs: 4,
}

const sightOf = (known: Partial<ProcReading>): ProcSight => ({
  reading: { ...unknown, ...known },
  signs: '',
  readAtMs: 0,
})

/** A sampler on a clock and a kernel of the test's own. */
function prepare() {
  const world = { nowMs: 0, cpuSeconds: 10 as number | null }
  const sampler = createSampler({
    now: () => world.nowMs,
    read: () => sightOf({ cpuSeconds: world.cpuSeconds }),
  })
  const look = () =>
    sampler.sample([{ processId: 1, pid: 7, heartbeat: undefined }]).get(1)?.cpuPercent
  return { world, sampler, look }
}

test('the share of a core is that since the sample before', () => {
  const { world, look } = prepare()
  expect(look()).toBeNull()
  Object.assign(world, { nowMs: 2000, cpuSeconds: 11 })
  expect(look()).toBe(50)
  Object.assign(world, { nowMs: 3000, cpuSeconds: 13 })
  expect(look()).toBe(200)
})

test('two samples in quick succession tell the same share, not noise', () => {
  const { world, look } = prepare()
  look()
  Object.assign(world, { nowMs: 1000, cpuSeconds: 10.1 })
  const share = look()
  Object.assign(world, { nowMs: 1005, cpuSeconds: 10.11 })
  expect(look()).toBe(share)
})

test('where the kernel tells nothing the heartbeat stands for it', () => {
  const sampler = createSampler({ now: () => 0, read: () => sightOf({}) })
  const figures = sampler.sample([{ processId: 1, pid: 7, heartbeat: told }]).get(1)
  expect(figures).toEqual({ ...unknown, ...told, cpuPercent: null })
})

test('a process that is not asked for any more is forgotten', () => {
  const { world, sampler, look } = prepare()
  look()
  sampler.sample([])
  Object.assign(world, { nowMs: 1000, cpuSeconds: 20 })
  expect(look()).toBeNull()
})

test('a process that is away for a sample is looked at anew, not taken for what it was', () => {
  const lasts: (ProcSight | undefined)[] = []
  const sight = sightOf({ rssBytes: 5 })
  const sampler = createSampler({
    now: () => 0,
    read: (_pid, _nowMs, last) => {
      lasts.push(last)
      return sight
    },
  })
  const one = [{ processId: 1, pid: 7, heartbeat: undefined }]
  for (const processes of [one, one, [], one]) sampler.sample(processes)
  expect(lasts).toEqual([undefined, sight, undefined])
})

test('a share is never below nothing, whatever the kernel counts', () => {
  const counts = fc.array(fc.record({ pauseMs: fc.nat(5000), cpu: fc.option(fc.nat(100)) }))
  fc.assert(
    fc.property(counts, (samples) => {
      const { world, look } = prepare()
      for (const { pauseMs, cpu } of samples) {
        Object.assign(world, { nowMs: world.nowMs + pauseMs, cpuSeconds: cpu })
        const share = look()
        expect(share === null || Number(share) >= 0).toBe(true)
      }
    }),
  )
})
