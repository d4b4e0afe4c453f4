import { createHash } from 'node:crypto'
import { Session } from 'node:inspector/promises'
import { describe, expect, test } from 'vitest'
import type { Profile } from '../profile.ts'
import { drawFlame } from './draw-flame.ts'

const profile: Profile = {
  id: '20261123T101112000Z-prompt-web-7-cpu-1s',
  kind: 'cpu',
  service: 'prompt-web',
  processId: 7,
  seconds: 1,
  takenAt: '2026-11-23T10:11:12.000Z',
  bytes: 1,
}

function callFrame(functionName: string, url = '') {
  return { functionName, url, lineNumber: 41, columnNumber: 0 }
}

const libraryFile = 'C:\\home\\me\\a\\node_modules\\@some\\library\\lib\\deep\\b.js'

/** Busy for 90 ms of 100: `work` for 60, and `<b>` that it calls for 30. */
const cpuProfile = JSON.stringify({
  nodes: [
    { id: 1, callFrame: callFrame('(root)'), children: [2, 4] },
    { id: 2, callFrame: callFrame('work', 'file:///home/me/a/src/work.js'), children: [3] },
    { id: 3, callFrame: callFrame('<b>', 'node:fs') },
    { id: 4, callFrame: callFrame('(idle)') },
  ],
  startTime: 0,
  endTime: 100_000,
  samples: [2, 3, 4],
  timeDeltas: [0, 60_000, 30_000],
})

const textOf = (page: string) => page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

describe('the page of a CPU profile', () => {
  const { page, policy } = drawFlame(profile, cpuProfile)

  test('has what weighs most as a table, with times and shares', () => {
    const text = textOf(page)
    expect(text).toContain('CPU of prompt-web, process 7')
    expect(text).toContain('busy for 90.0 ms and had nothing to do for 10 % of the time')
    expect(text).toContain('work a/src/work.js:42:1 60.0 ms (66.7 %) 90.0 ms (100.0 %)')
    expect(text).toContain('&lt;b&gt; node:fs:42:1 30.0 ms (33.3 %) 30.0 ms (33.3 %)')
  })

  test('draws callers above what they call, as wide as they weigh', () => {
    const bars = [...page.matchAll(/x="([\d.]+)" y="(\d+)" width="([\d.]+)"/g)]
    expect(bars.map((bar) => bar.slice(1).map(Number))).toEqual([
      [0, 0, 1200],
      [0, 18, 1200],
      [0, 36, 400],
    ])
  })

  test('tells whose code it is', () => {
    const [own, library] = [callFrame('a', 'file:///x/a.js'), callFrame('b', libraryFile)]
    const tree = {
      nodes: [
        { id: 1, callFrame: own, children: [2] },
        { id: 2, callFrame: library },
      ],
    }
    const recorded = { ...tree, startTime: 0, endTime: 9, samples: [2], timeDeltas: [0] }
    const drawn = drawFlame(profile, JSON.stringify(recorded)).page
    expect(drawn).toMatch(/<rect class="ours"[^>]*><text[^>]*>a</)
    expect(drawn).toMatch(/<rect class="library"[^>]*><text[^>]*>b</)
    expect(drawn).toContain('>node_modules/@some/library/lib/deep/b.js:42:1<')
  })

  test('runs no script, and its policy allows its own style alone', () => {
    const style = /<style>(.*)<\/style>/s.exec(page)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain(`style-src 'sha256-${hash}'`)
    expect(page).not.toMatch(/<script|style="|https?:/)
    expect(page).not.toContain('/home/me')
  })

  test('leads to a page for each frame, with the way back', () => {
    expect(page).toContain('href="?focus=3"')
    const closer = drawFlame(profile, cpuProfile, 3).page
    expect(textOf(closer)).toContain('(root) → work → &lt;b&gt;')
    expect(closer).toContain('y="36" width="1200"')
    expect(drawFlame(profile, cpuProfile, 99).page).toBe(page)
  })
})

test('what V8 records is drawn as it is', async () => {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.start')
  const until = performance.now() + 100
  const burnTheCandle = () => JSON.stringify(Array.from({ length: 10_000 }, Math.random))
  while (performance.now() < until) burnTheCandle()
  const cpu = await session.post('Profiler.stop')
  expect(textOf(drawFlame(profile, JSON.stringify(cpu.profile)).page)).toContain('burnTheCandle')

  await session.post('HeapProfiler.startSampling', { includeObjectsCollectedByMinorGC: true })
  const kept = Array.from({ length: 50 }, burnTheCandle)
  const heap = await session.post('HeapProfiler.stopSampling')
  session.disconnect()
  expect(kept).toHaveLength(50)
  const sampling = { ...profile, kind: 'heap-sampling' } as const
  const text = textOf(drawFlame(sampling, JSON.stringify(heap.profile)).page)
  expect(text).toContain('Allocations of prompt-web, process 7')
  expect(text).toMatch(/burnTheCandle [^(]*flame\/draw-flame.test.ts:\d+:\d+ [\d.]+ MB/)
})

test('a process that had nothing to do has an empty graph', () => {
  const nothing = { nodes: [{ id: 1, callFrame: callFrame('(root)') }], startTime: 0, endTime: 1 }
  expect(drawFlame(profile, JSON.stringify(nothing)).page).toContain('busy for 0.0 ms')
})
