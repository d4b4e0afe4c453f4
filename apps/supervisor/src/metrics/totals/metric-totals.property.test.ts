import type { MetricFamily, ScalarSeries } from '@promptbin/metrics'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MetricTotals } from './metric-totals.ts'

/** What may happen to the processes of a service; `pick` chooses among those that live. */
type Incident =
  | {
      readonly type: 'count'
      readonly pick: number
      readonly kind: string
      readonly amount: number
    }
  | { readonly type: 'collect' | 'clean-exit' | 'kill' | 'promote' | 'late'; readonly pick: number }
  | { readonly type: 'start'; readonly worker: string }

const picks = fc.nat(9)

const incidents = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        type: fc.constant('count' as const),
        pick: picks,
        kind: fc.constantFrom('a', 'b', 'c'),
        amount: fc.nat(5),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        type: fc.constantFrom(
          'collect' as const,
          'collect',
          'clean-exit',
          'kill',
          'promote',
          'late',
        ),
        pick: picks,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('start' as const),
        worker: fc.constantFrom('0', '1', '2', 'spare-0', 'spare-1'),
      }),
    },
  ),
  { minLength: 30, maxLength: 100 },
)

/** A process that counts, and how much of that was collected. */
class Process {
  readonly id: number
  worker: string
  readonly counts = new Map<string, number>()
  /** What it told last, and before that. */
  latest: readonly MetricFamily[] = []
  earlier: readonly MetricFamily[] = []

  constructor(id: number, worker: string) {
    this.id = id
    this.worker = worker
  }

  get total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0)
  }

  families(): readonly MetricFamily[] {
    const series = [...this.counts].map(([kind, value]) => ({ labels: { kind }, value }))
    const histogram = [...this.counts].map(([kind, value]) => ({
      // The order of labels is no part of them.
      labels: this.id % 2 === 0 ? { kind, other: 'x' } : { other: 'x', kind },
      counts: [value, 0],
      sum: value * 0.5,
    }))
    const described = { help: 'Of this test.' }
    return [
      { ...described, name: 'things_total', type: 'counter', series },
      { ...described, name: 'things_seconds', type: 'histogram', bounds: [1], series: histogram },
      {
        ...described,
        name: 'things_kept',
        type: 'gauge',
        series: [{ labels: {}, value: this.id }],
      },
    ]
  }
}

/** A service, what its totals say, and what they should say. */
class Model {
  readonly totals = new MetricTotals()
  #living: Process[] = []
  #lastId = 0
  /** What was collected of the processes that have ended. */
  #collected = 0
  readonly #collectedOf = new Map<Process, number>()

  act(incident: Incident): void {
    if (incident.type === 'start') {
      this.#lastId += 1
      this.#living.push(new Process(this.#lastId, incident.worker))
      return
    }
    const process = this.#living[incident.pick % Math.max(1, this.#living.length)]
    if (!process) return
    if (incident.type === 'count') {
      const before = process.counts.get(incident.kind) ?? 0
      process.counts.set(incident.kind, before + incident.amount)
    } else if (incident.type === 'late') {
      // An answer that was overtaken by a later one.
      this.#take(process, process.earlier)
    } else if (incident.type === 'promote') process.worker = '0'
    else if (incident.type === 'collect') this.#collect(process)
    else this.#end(process, incident.type === 'clean-exit')
  }

  /** Those of the counter, by labels. */
  get counters(): ReadonlyMap<string, number> {
    const family = this.totals.read().find(({ name }) => name === 'things_total')
    const series = (family?.series ?? []) as readonly ScalarSeries[]
    return new Map(series.map(({ labels, value }) => [JSON.stringify(labels), value]))
  }

  /** Those of the histogram: how many observations there were, and their sum. */
  get observations(): readonly [number, number] {
    const family = this.totals.read().find(({ name }) => name === 'things_seconds')
    if (family?.type !== 'histogram') return [0, 0]
    const keys = family.series.map(({ labels }) => JSON.stringify(Object.entries(labels).sort()))
    expect(new Set(keys).size).toBe(keys.length)
    return family.series.reduce<readonly [number, number]>(
      ([count, sum], series) => [count + (series.counts[0] ?? 0), sum + series.sum],
      [0, 0],
    )
  }

  get expected(): number {
    return [...this.#collectedOf.values()].reduce((sum, count) => sum + count, this.#collected)
  }

  /** The gauge of each place, and whose it should be. */
  get gauges(): readonly [told: unknown, expected: unknown] {
    const family = this.totals.read().find(({ name }) => name === 'things_kept')
    const series = (family?.series ?? []) as readonly ScalarSeries[]
    const told = Object.fromEntries(series.map(({ labels, value }) => [labels.worker, value]))
    expect(Object.keys(told)).toHaveLength(series.length)
    const known = [...this.#collectedOf.keys()].toSorted((one, other) => one.id - other.id)
    return [told, Object.fromEntries(known.map(({ id }) => [this.#toldWorker.get(id), id]))]
  }

  readonly #toldWorker = new Map<number, string>()

  #take(process: Process, families: readonly MetricFamily[]): void {
    if (families.length === 0) return
    this.#toldWorker.set(process.id, process.worker)
    this.totals.take(process.id, { service: 'web', worker: process.worker }, families)
  }

  #collect(process: Process): void {
    const families = process.families()
    this.#take(process, families)
    process.earlier = process.latest
    process.latest = families
    this.#collectedOf.set(process, process.total)
  }

  #end(process: Process, isClean: boolean): void {
    if (isClean) this.#collect(process)
    this.#collected += this.#collectedOf.get(process) ?? 0
    this.#collectedOf.delete(process)
    this.#living = this.#living.filter((one) => one !== process)
    this.totals.end(process.id)
    this.totals.forget(process.id)
  }
}

test('no counter ever goes backwards, and nothing that was told is lost or told twice', () => {
  fc.assert(
    fc.property(incidents, (happening) => {
      const model = new Model()
      let before: ReadonlyMap<string, number> = new Map()
      for (const incident of happening) {
        model.act(incident)
        const now = model.counters
        for (const [labels, value] of before) {
          expect(now.get(labels), labels).toBeGreaterThanOrEqual(value)
        }
        before = now
        const { expected } = model
        expect([...now.values()].reduce((sum, value) => sum + value, 0)).toBe(expected)
        expect(model.observations).toEqual([expected, expected * 0.5])
        const [told, wanted] = model.gauges
        expect(told).toEqual(wanted)
      }
    }),
    { numRuns: 150 },
  )
})

test('what all workers have in common is told once', () => {
  const totals = new MetricTotals()
  const family: MetricFamily = {
    name: 'file_bytes',
    help: 'One file.',
    type: 'gauge',
    isShared: true,
    series: ['database', 'wal'].map((file) => ({ labels: { file }, value: 4096 })),
  }
  for (const [id, worker] of ['0', '1', 'spare-0'].entries()) {
    totals.take(id, { service: 'prompt-web', worker }, [family])
  }
  expect(totals.read()[0]?.series).toEqual(
    ['database', 'wal'].map((file) => ({ labels: { file, service: 'prompt-web' }, value: 4096 })),
  )
})

test('while two versions run, an observation never falls into too small a bucket', () => {
  const totals = new MetricTotals()
  const told = (bounds: readonly number[], counts: readonly number[]): MetricFamily => ({
    name: 'a_seconds',
    help: 'Of this test.',
    type: 'histogram',
    bounds,
    series: [{ labels: {}, counts, sum: 1 }],
  })
  const place = { service: 'web', worker: '0' }
  totals.take(1, place, [told([1, 10], [1, 1, 1])])
  totals.take(2, place, [told([0.5, 5, 50], [1, 1, 1, 1])])
  expect(totals.read()).toMatchObject([
    { bounds: [1, 10], series: [{ counts: [2, 2, 3], sum: 2 }] },
  ])
})
