import type {
  CounterFamily,
  HistogramFamily,
  HistogramSeries,
  LabelSet,
  ScalarSeries,
} from '@promptbin/metrics'
import type { Place } from '../place.ts'
import {
  addHistogram,
  type HistogramTotal,
  isOlder,
  isSame,
  placesOfBounds,
} from './histogram-total.ts'

/** A family whose values only grow. */
export type GrowingFamily = CounterFamily | HistogramFamily

/** A series as its process told it last. */
export type ToldSeries = ScalarSeries | HistogramSeries

type Total = HistogramTotal | { readonly labels: LabelSet; value: number }

/**
 * What all processes together have counted of one metric. Only what a process has counted since it
 * told last is added, so a total never falls: whether the process lives, ends or changes its place.
 */
export class FamilyTotal {
  readonly #totals = new Map<string, Total>()
  #family: GrowingFamily

  constructor(family: GrowingFamily) {
    this.#family = family
  }

  /** Adds what the process has counted since `told`, which is brought up to date. */
  add(family: GrowingFamily, place: Place, told: Map<string, ToldSeries>): void {
    if (family.type !== this.#family.type) return
    const places = placesOfBounds(family, this.#family)
    for (const series of family.series) {
      const key = keyOf(series.labels)
      const before = told.get(key)
      if (before !== undefined && isOlder(series, before)) continue
      const totalKey = `${place.service}\n${place.worker}\n${key}`
      // Most of an idle process: keeping what is there spares the memory of what would take its place.
      if (before && isSame(series, before) && this.#totals.has(totalKey)) continue
      told.set(key, series)
      this.#addSeries(series, before, { totalKey, place, places })
    }
  }

  read(): GrowingFamily {
    const series = [...this.#totals.values()].map((total) =>
      'value' in total ? { ...total } : { ...total, counts: [...total.counts] },
    )
    // Every total is of the kind that its family is.
    return { ...this.#family, series } as GrowingFamily
  }

  #addSeries(
    series: ToldSeries,
    before: ToldSeries | undefined,
    {
      totalKey,
      place,
      places,
    }: { readonly totalKey: string; readonly place: Place; readonly places: readonly number[] },
  ): void {
    const total = this.#totals.get(totalKey) ?? this.#start(series, place)
    this.#totals.set(totalKey, total)
    if ('value' in series && 'value' in total) {
      total.value += series.value - (before !== undefined && 'value' in before ? before.value : 0)
    }
    if ('counts' in series && 'counts' in total) {
      addHistogram(
        total,
        series,
        before !== undefined && 'counts' in before ? before : undefined,
        places,
      )
    }
  }

  #start(series: ToldSeries, { service, worker }: Place): Total {
    const labels = { ...series.labels, service, worker }
    if ('value' in series || this.#family.type !== 'histogram') return { labels, value: 0 }
    const counts = new Array<number>(this.#family.bounds.length + 1).fill(0)
    return { labels, counts, sum: 0 }
  }
}

/** The same for the same labels, in whatever order they come. */
function keyOf(labels: LabelSet): string {
  let key = ''
  for (const name of Object.keys(labels).sort()) key += `${name}\n${labels[name]}\n`
  return key
}
