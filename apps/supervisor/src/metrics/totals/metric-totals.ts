import type { GaugeFamily, LabelSet, MetricFamily } from '@promptbin/metrics'
import type { Place } from '../place.ts'
import { FamilyTotal, type ToldSeries } from './family-total.ts'

/** What one process has told last. */
interface Told {
  place: Place
  /** The families that only grow, by name, and their series. */
  readonly growing: Map<string, Map<string, ToldSeries>>
  gauges: readonly GaugeFamily[]
}

/**
 * The metrics of all processes as one: with `service` and `worker`, and as if no process had ever
 * ended. Counters and histograms are added up by place; of gauges those of the process count that
 * has the place now.
 */
export class MetricTotals {
  readonly #totals = new Map<string, FamilyTotal>()
  /** In the order in which the processes first told something. */
  readonly #told = new Map<number, Told>()

  /** Takes what a process tells. */
  take(processId: number, place: Place, families: readonly MetricFamily[]): void {
    const told = this.#told.get(processId) ?? { place, growing: new Map(), gauges: [] }
    this.#told.set(processId, told)
    told.place = place
    const gauges: GaugeFamily[] = []
    for (const family of families) {
      if (family.type === 'gauge') {
        gauges.push(family)
        continue
      }
      const { name } = family
      const total = this.#totals.get(name) ?? new FamilyTotal(family)
      this.#totals.set(name, total)
      const series = told.growing.get(name) ?? new Map()
      told.growing.set(name, series)
      total.add(family, place, series)
    }
    told.gauges = gauges
  }

  /** A process has ended: its gauges are gone, what it counted stays. */
  end(processId: number): void {
    const told = this.#told.get(processId)
    if (told !== undefined) told.gauges = []
  }

  /** The process will tell nothing more; if it did, that would be counted anew. */
  forget(processId: number): void {
    this.#told.delete(processId)
  }

  /** Everything, each metric once. */
  read(): readonly MetricFamily[] {
    const gauges = new Map<string, GaugeFamily>()
    for (const { place, gauges: told } of this.#holders()) {
      for (const family of told) addGauge(gauges, family, place)
    }
    return [...[...this.#totals.values()].map((total) => total.read()), ...gauges.values()]
  }

  /** Of the processes with one place the last one, which took it over from the others. */
  #holders(): readonly Told[] {
    const byPlace = new Map<string, readonly [processId: number, told: Told]>()
    for (const [processId, told] of this.#told) {
      if (told.gauges.length === 0) continue
      const key = `${told.place.service}\n${told.place.worker}`
      const [before = -1] = byPlace.get(key) ?? []
      if (processId > before) byPlace.set(key, [processId, told])
    }
    return [...byPlace.values()].map(([, told]) => told)
  }
}

function addGauge(
  gauges: Map<string, GaugeFamily>,
  { name, help, type, isShared, series }: GaugeFamily,
  { service, worker }: Place,
): void {
  const before = gauges.get(name)?.series ?? []
  const isTold = (one: LabelSet) => one.service === service
  // All that have it in common tell the same; who came first is as good as any.
  if (isShared && before.some(({ labels }) => isTold(labels))) return
  const own = isShared ? { service } : { service, worker }
  const added = series.map(({ labels, value }) => ({ labels: { ...labels, ...own }, value }))
  gauges.set(name, { name, help, type, series: [...before, ...added] })
}
