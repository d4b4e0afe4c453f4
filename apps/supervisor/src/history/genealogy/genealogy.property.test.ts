import { eventTypes } from '@promptbin/operations'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type {
  LifecycleEvent,
  LifecycleFact,
  LifecycleIncident,
  StartReason,
} from '../../supervision/lifecycle-event.ts'
import { forestOf, genealogyOf } from './genealogy.ts'
import type { ProcessNode, ProcessRecord } from './process-record.ts'

/** A supervisor as the events tell of it: it starts processes, loses them, replaces them. */
class Story {
  readonly events: LifecycleEvent[] = []
  #lastId = 0
  #supervisor = 0
  /** The processes that run, and the place that each has. */
  #running: { readonly id: number; readonly worker: number | null }[] = []
  /** Who held a place last. */
  #holders = new Map<number, number>()

  restart(isClean: boolean): void {
    const subject = { service: 'supervisor', worker: null, processId: this.#supervisor, pid: 1 }
    if (isClean) this.tell({ ...subject, type: 'supervisor-stopping', why: 'SIGTERM' })
    this.#lastId += 1
    this.#supervisor = this.#lastId
    this.#running = []
    this.#holders.clear()
    const processId = this.#supervisor
    this.tell({ ...subject, processId, type: 'supervisor-started', leftovers: [] })
  }

  start(worker: number, why: StartReason): void {
    const replaces = this.#holders.get(worker) ?? null
    const id = this.#started(worker, why, replaces)
    this.tell({ ...this.#subject(id, worker), type: 'ready', startedInMs: 5 })
  }

  /** A reload whose new process does not come up: the one from before keeps the place. */
  failToReplace(worker: number): void {
    const id = this.#started(worker, 'reload', this.#holders.get(worker) ?? null)
    this.end(this.#running.findIndex((running) => running.id === id))
  }

  spare(): void {
    const id = this.#started(null, 'spare', null)
    this.tell({ ...this.#subject(id, null), type: 'prepared' })
  }

  promote(worker: number): void {
    const index = this.#running.findIndex((running) => running.worker === null)
    const spare = this.#running[index]
    if (!spare) return
    this.#running[index] = { id: spare.id, worker }
    const replaces = this.#holders.get(worker) ?? null
    this.tell({ ...this.#subject(spare.id, worker), type: 'promoted', replaces })
    this.tell({ ...this.#subject(spare.id, worker), type: 'ready', startedInMs: 5 })
    this.#holders.set(worker, spare.id)
  }

  end(which: number): void {
    const [ended] = this.#running.splice(which % Math.max(1, this.#running.length), 1)
    if (!ended) return
    this.tell({
      ...this.#subject(ended.id, ended.worker),
      type: 'exited',
      code: null,
      signal: 'SIGKILL',
      cause: 'signal',
      livedMs: 7,
      figures: null,
    })
  }

  get started(): number {
    return this.#lastId
  }

  #started(worker: number | null, why: StartReason, replaces: number | null): number {
    this.#lastId += 1
    const id = this.#lastId
    const parent = this.#supervisor
    this.tell({ ...this.#subject(id, worker), type: 'started', why, replaces, parent })
    this.#running.push({ id, worker })
    if (worker !== null) this.#holders.set(worker, id)
    return id
  }

  #subject(processId: number, worker: number | null) {
    return { service: 'prompt-web', worker, processId, pid: 1000 + processId }
  }

  tell(fact: LifecycleFact): void {
    const seq = this.events.length + 1
    this.events.push({ ...fact, seq, at: new Date(seq * 1000).toISOString() })
  }
}

const worker = fc.nat({ max: 3 })
const steps = fc.array(
  fc.oneof(
    { weight: 1, arbitrary: fc.record({ do: fc.constant('restart'), isClean: fc.boolean() }) },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('start'), worker }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('fail'), worker }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('spare') }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('promote'), worker }) },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('end'), worker: fc.nat() }) },
  ),
  { maxLength: 80 },
)

const stories = steps.map((told) => {
  const story = new Story()
  story.restart(false)
  for (const step of told) {
    const { worker: which = 0, isClean = false } = step as { worker?: number; isClean?: boolean }
    if (step.do === 'restart') story.restart(isClean)
    if (step.do === 'start') story.start(which, 'failure')
    if (step.do === 'fail') story.failToReplace(which)
    if (step.do === 'spare') story.spare()
    if (step.do === 'promote') story.promote(which)
    if (step.do === 'end') story.end(which)
  }
  return story
})

function flatten(nodes: readonly ProcessNode[]): readonly ProcessNode[] {
  return nodes.flatMap((node) => [node, ...flatten(node.children)])
}

/** Every process is followed by one at most, and both say the same of it. */
function expectLinearChains(records: ReadonlyMap<number, ProcessRecord>): void {
  const replaced = [...records.values()].flatMap(({ replaces }) => replaces ?? [])
  expect(new Set(replaced).size).toBe(replaced.length)
  for (const { processId, replaces, replacedBy } of records.values()) {
    if (replacedBy !== null) expect(records.get(replacedBy)?.replaces).toBe(processId)
    if (replaces !== null && records.has(replaces)) {
      expect(records.get(replaces)?.replacedBy).toBe(processId)
    }
    const seen = new Set<number>()
    for (let next: number | null = processId; next !== null; ) {
      expect(seen).not.toContain(next)
      seen.add(next)
      next = records.get(next)?.replacedBy ?? null
    }
  }
}

test('a story in its order gives a forest with every process once, in linear chains', () => {
  fc.assert(
    fc.property(stories, (story) => {
      const records = genealogyOf(story.events)
      const nodes = flatten(forestOf(records))
      const ids = nodes.map(({ processId }) => processId).sort((one, other) => one - other)
      expect(ids).toEqual(Array.from({ length: story.started }, (_, index) => index + 1))
      for (const { processId, children } of nodes) {
        for (const child of children) expect(child.parent).toBe(processId)
      }
      expectLinearChains(records)
    }),
    { numRuns: 500 },
  )
})

test('who was started for one place and got another comes behind who had that', () => {
  const story = new Story()
  story.restart(false)
  story.start(0, 'start')
  story.start(1, 'start')
  const tell = (processId: number, worker: number, incident: LifecycleIncident) =>
    story.tell({ service: 'prompt-web', worker, processId, pid: processId, ...incident })
  tell(4, 0, { type: 'started', why: 'reload', replaces: 2, parent: 1 })
  tell(5, 1, { type: 'started', why: 'reload', replaces: 3, parent: 1 })
  tell(5, 0, { type: 'promoted', replaces: 2 })
  tell(4, 1, { type: 'promoted', replaces: 3 })
  const records = genealogyOf(story.events)
  expectLinearChains(records)
  expect([records.get(4), records.get(5)]).toMatchObject([
    { worker: 1, replaces: 3 },
    { worker: 0, replaces: 2 },
  ])
})

test('only the last supervisor and what it runs have not ended', () => {
  fc.assert(
    fc.property(stories, (story) => {
      const records = [...genealogyOf(story.events).values()]
      const last = records.findLast(({ service }) => service === 'supervisor')
      for (const { processId, parent, state, ending } of records) {
        expect(state === 'exited').toBe(ending !== null)
        if (ending === null) expect([processId, parent]).toContain(last?.processId)
      }
    }),
  )
})

test('what is remembered is bounded, and those that run are not forgotten', () => {
  fc.assert(
    fc.property(stories, fc.integer({ min: 1, max: 10 }), (story, maxProcesses) => {
      const all = genealogyOf(story.events)
      const some = genealogyOf(story.events, { maxProcesses })
      const running = (records: typeof all) =>
        [...records.values()].filter(({ ending }) => ending === null).map(({ pid }) => pid)
      expect(running(some)).toEqual(running(all))
      expect(some.size).toBeLessThanOrEqual(Math.max(maxProcesses, running(all).length))
      expectLinearChains(some)
      expect(flatten(forestOf(some))).toHaveLength(some.size)
    }),
  )
})

test('whatever a damaged list says, it is a forest in linear chains', () => {
  const id = fc.option(fc.nat({ max: 8 }))
  const anything = fc.array(
    fc.record({
      type: fc.constantFrom(...eventTypes),
      service: fc.constantFrom('supervisor', 'prompt-web'),
      worker: id,
      processId: id,
      pid: id,
      parent: id,
      replaces: id,
      leftovers: fc.constant([]),
      at: fc.constant('2026-11-23T00:00:00.000Z'),
    }),
  )
  fc.assert(
    fc.property(anything, (events) => {
      const records = genealogyOf(events as unknown as LifecycleEvent[])
      expectLinearChains(records)
      expect(flatten(forestOf(records))).toHaveLength(records.size)
    }),
    { numRuns: 1000 },
  )
})
