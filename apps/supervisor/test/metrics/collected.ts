import { createMetrics, type LabelSet } from '@promptbin/metrics'
import { onTestFinished } from 'vitest'
import { MetricsCollector, type Snapshot } from '../../src/metrics/metrics-collector.ts'
import type { LifecycleEvent } from '../../src/supervision/lifecycle-event.ts'
import type { Supervised } from '../supervised.ts'

/** The metrics of the processes of one service, collected whenever a test wants it. */
export class Collected {
  readonly collector: MetricsCollector
  #highest: ReadonlyMap<string, number> = new Map()

  constructor(web: Supervised, { deadlineMs = 60_000, freshMs = 0 } = {}) {
    this.collector = new MetricsCollector({
      control: web.group,
      events: { onRecord: (callback: (event: LifecycleEvent) => void) => web.onRecord(callback) },
      own: createMetrics({ service: 'supervisor', version: '0.0.0-test' }),
      processId: 1,
      intervalMs: 3_600_000,
      deadlineMs,
      freshMs,
    })
    for (const { processId, ...snapshot } of web.processes) {
      const { service, worker, pid = null } = snapshot
      // Those that were there before the collector.
      web.record({ type: 'prepared', service, worker, processId, pid })
    }
    this.collector.start()
    onTestFinished(() => this.collector.stop())
  }

  /** Collects, and tells which counters have gone backwards since the last time: none. */
  async backwards(): Promise<readonly string[]> {
    const now = countersOf(await this.collector.collect())
    const fallen = [...this.#highest].flatMap(([series, before]) => {
      const value = now.get(series) ?? 0
      return value < before ? `${series}: ${before} → ${value}` : []
    })
    this.#highest = now
    return fallen
  }

  /** How many requests for `/pid` all processes together have answered, as far as they have told. */
  async requests(): Promise<number> {
    return requestsIn(await this.collector.collect())
  }
}

/** The requests for `/pid` in a snapshot, of those processes whose labels are meant. */
export function requestsIn(
  { families }: Snapshot,
  isMeant: (labels: LabelSet) => boolean = () => true,
): number {
  const family = families.find(({ name }) => name === 'promptbin_http_request_duration_seconds')
  if (family?.type !== 'histogram') return 0
  return family.series
    .filter(({ labels }) => labels.route === '/pid' && isMeant(labels))
    .reduce((total, { counts }) => counts.reduce((sum, count) => sum + count, total), 0)
}

/** Everything that only grows, by name and labels. */
function countersOf({ families }: Snapshot): ReadonlyMap<string, number> {
  const counters = new Map<string, number>()
  for (const family of families) {
    if (family.type === 'gauge') continue
    for (const series of family.series) {
      const key = `${family.name} ${JSON.stringify(series.labels)}`
      if ('value' in series) counters.set(key, series.value)
      else {
        counters.set(`${key} sum`, series.sum)
        for (const [bucket, count] of series.counts.entries())
          counters.set(`${key} ${bucket}`, count)
      }
    }
  }
  return counters
}
