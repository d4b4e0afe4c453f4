import { join } from 'node:path'
import type { MetricFamily } from '@promptbin/metrics'
import type { StateLog } from '../state/state-file.ts'
import type { Point } from './points/point.ts'
import { differenceOf, readTotals, type Totals } from './points/read-totals.ts'
import { Tier } from './points/tier.ts'

export interface MetricsHistoryOptions {
  /** The state folder. */
  readonly folder: string
  /** How long points are kept, in milliseconds. */
  readonly retentionMs: number
  readonly log: StateLog
  /** Whether anything may be written now; a disk that is full has more urgent things to keep. */
  readonly isWritable?: () => boolean
  /** When this start began to count; milliseconds since 1970. */
  readonly startedMs?: number
}

/** The metrics of all processes at one moment. */
export interface MetricsSnapshot {
  /** Milliseconds since 1970. */
  readonly atMs: number
  /** Each series has the label `service`. */
  readonly families: readonly MetricFamily[]
}

const [secondMs, minuteMs, hourMs] = [1000, 60_000, 3_600_000]

/** How long a point lasts, and how far back there are such points; the finest first. */
const resolutions = [
  // Twice as long as the pause between two snapshots, so that none falls between two points.
  { name: 'metrics-seconds', stepMs: 30 * secondMs, keptMs: hourMs },
  { name: 'metrics-minutes', stepMs: minuteMs, keptMs: 24 * hourMs },
  { name: 'metrics-quarters', stepMs: 15 * minuteMs, keptMs: Number.POSITIVE_INFINITY },
] as const

/** The finest resolution that still reaches back to a moment. */
export function resolutionAt(fromMs: number, nowMs: number): number {
  const found = resolutions.find(({ keptMs }) => nowMs - fromMs <= keptMs)
  return (found ?? resolutions[0]).stepMs
}

/**
 * What the services did, for as long as wanted: fine for an hour, by the minute for a day, by the
 * quarter of an hour beyond. Points are appended when they are whole, and what a coarser list has not
 * got yet is taken from the finer one at the next start, so a crash loses half a minute.
 */
export class MetricsHistory {
  /** The finest first. */
  #tiers: readonly Tier[]
  readonly #options: MetricsHistoryOptions
  #retentionMs: number
  #totals: Totals = new Map()
  #lastMs: number

  constructor(options: MetricsHistoryOptions) {
    const { retentionMs, startedMs = Date.now() } = options
    this.#options = options
    this.#retentionMs = retentionMs
    this.#lastMs = startedMs
    this.#tiers = openTiers(options)
  }

  /** Keeps points for so long from now on; settles when what was there is on the disk. */
  async setRetention(retentionMs: number): Promise<void> {
    if (retentionMs === this.#retentionMs) return
    await this.close()
    this.#retentionMs = retentionMs
    this.#tiers = openTiers({ ...this.#options, retentionMs })
  }

  /** Takes what all processes have counted until now. */
  add({ atMs, families }: MetricsSnapshot): void {
    const totals = readTotals(families)
    // A clock that was set back covers no time; what was counted meanwhile is told all the same.
    const coveredMs = Math.max(0, atMs - this.#lastMs)
    this.#tiers[0]?.add({ atMs, coveredMs, services: differenceOf(this.#totals, totals) })
    this.#totals = totals
    this.#lastMs = atMs
  }

  /** The points since a moment, oldest first, each time told by the finest that there are. */
  async read(fromMs: number, nowMs = Date.now()): Promise<readonly Point[]> {
    const oldestMs = Math.max(fromMs, nowMs - this.#retentionMs)
    const found: Point[] = []
    let beforeMs = Number.POSITIVE_INFINITY
    for (const [index, tier] of this.#tiers.entries()) {
      if (beforeMs <= oldestMs) break
      const points = (await tier.read()).filter(({ atMs }) => atMs >= nowMs - tier.keptMs)
      const firstMs = Math.min(...points.map(({ atMs }) => atMs))
      // From where a coarser point ends, so that nothing is told twice.
      const coarserMs = this.#tiers[index + 1]?.stepMs ?? tier.stepMs
      const sinceMs = Math.ceil(firstMs / coarserMs) * coarserMs
      found.push(...points.filter(({ atMs }) => atMs >= sinceMs && atMs < beforeMs))
      beforeMs = Math.min(beforeMs, sinceMs)
    }
    return found
      .filter(({ atMs }) => atMs >= oldestMs)
      .toSorted((one, other) => one.atMs - other.atMs)
  }

  /** Writes the point that has begun; settles when it is on the disk, or cannot be. */
  async close(): Promise<void> {
    this.#tiers[0]?.flush()
    await Promise.all(this.#tiers.map((tier) => tier.settled()))
  }
}

/** One list for each resolution that is needed, the finest first. */
function openTiers(options: MetricsHistoryOptions): readonly Tier[] {
  const { folder, retentionMs, log, isWritable = () => true } = options
  const tiers: Tier[] = []
  const wanted = resolutions.filter((_, index) => {
    const finer = resolutions[index - 1]
    return finer === undefined || retentionMs > finer.keptMs
  })
  for (const { name, stepMs, keptMs } of wanted.toReversed()) {
    const file = join(folder, `${name}.jsonl`)
    const kept = Math.min(keptMs, retentionMs)
    tiers.unshift(new Tier({ file, stepMs, keptMs: kept, log, isWritable, coarser: tiers[0] }))
  }
  for (const [index, tier] of [...tiers.entries()].reverse()) {
    tiers[index + 1]?.catchUp(tier.tail)
  }
  return tiers
}
