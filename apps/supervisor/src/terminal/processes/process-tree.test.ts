import { expect, test } from 'vitest'
import { createGenealogy, forestOf } from '../../history/genealogy/genealogy.ts'
import { noFigures } from '../../resources/figures.ts'
import type { LifecycleFact } from '../../supervision/lifecycle-event.ts'
import { processTree } from './process-tree.ts'

const supervisor = { service: 'supervisor', worker: null, processId: 1, pid: 100 } as const
const process = (processId: number, worker: number | null) =>
  ({ service: 'prompt-web', worker, processId, pid: 100 + processId }) as const
const startOf = (processId: number, replaces: number | null = null) =>
  ({
    ...process(processId, 0),
    type: 'started',
    why: replaces === null ? 'start' : 'failure',
    replaces,
    parent: 1,
  }) as const
const endOf = (processId: number) =>
  ({
    ...process(processId, 0),
    type: 'exited',
    code: null,
    signal: 'SIGKILL',
    cause: 'signal',
    livedMs: 61_000,
    figures: { ...noFigures, rssBytes: 84e6, cpuSeconds: 1.25, requestsHandled: 7 },
  }) as const

/** One record a minute. */
function treeOf(facts: readonly LifecycleFact[], maxPerPlace = 10): string {
  const genealogy = createGenealogy()
  facts.forEach((fact, index) => {
    genealogy.add({ ...fact, seq: index + 1, at: new Date(index * 60_000).toISOString() })
  })
  return processTree(forestOf(genealogy.records), { now: facts.length * 60_000, maxPerPlace })
}

test('shows who held which place, why it was started and how it ended', () => {
  const tree = treeOf([
    { ...supervisor, type: 'supervisor-started', leftovers: [] },
    startOf(2),
    { ...process(2, 0), type: 'ready', startedInMs: 9 },
    { ...process(3, null), type: 'started', why: 'spare', replaces: null, parent: 1 },
    { ...process(3, null), type: 'prepared' },
    endOf(2),
    {
      ...process(2, 0),
      type: 'restart-decided',
      failure: { kind: 'signal', signal: 'SIGKILL', livedMs: 1 },
      delayMs: 0,
      action: 'restart',
      reason: 'It was killed by SIGKILL; restarted at once.',
    },
    startOf(4, 2),
    { ...process(4, 0), type: 'ready', startedInMs: 9 },
  ])
  expect(tree).toBe(`supervisor  #1  pid 100  ready for 9 min
└─ prompt-web
   ├─ worker 0
   │  ├─ #2  pid 102  started with PromptBin; ended 4 min ago by SIGKILL after 1 min 1 s (84 MB, 1.3 s of CPU, 7 requests); It was killed by SIGKILL; restarted at once.
   │  └─ #4  pid 104  started after a failure, in place of #2; ready for 1 min
   └─ spares
      └─ #3  pid 103  started as a spare; spare for 6 min
`)
})

test('a place that many have held shows the last of them', () => {
  const storm = Array.from({ length: 30 }, (_, index) => {
    const id = index + 2
    return [startOf(id, index === 0 ? null : id - 1), endOf(id)]
  })
  const facts = [
    { ...supervisor, type: 'supervisor-started', leftovers: [] } as const,
    ...storm.flat(),
  ]
  const lines = treeOf(facts, 3).trimEnd().split('\n')
  expect(lines).toHaveLength(3 + 1 + 3)
  expect(lines[3]).toContain('… 27 before')
  expect(lines.at(-1)).toContain('#31')
})

test('nothing is said to be nothing', () => {
  expect(treeOf([])).toBe('Nothing ran.\n')
})
