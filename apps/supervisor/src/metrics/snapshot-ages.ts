import type { GaugeFamily } from '@promptbin/metrics'
import type { Places } from './place.ts'

/** When each process told last; one that hangs shows by it. */
export class SnapshotAges {
  readonly #toldAtMs = new Map<number, number>()

  /** The process has told something just now. */
  note(processId: number): void {
    this.#toldAtMs.set(processId, performance.now())
  }

  forget(processId: number): void {
    this.#toldAtMs.delete(processId)
  }

  read(places: Places): GaugeFamily {
    const now = performance.now()
    const byPlace = new Map(
      [...this.#toldAtMs].flatMap(([processId, toldAtMs]) => {
        const place = places.get(processId)
        return place ? [[JSON.stringify(place), { place, toldAtMs }] as const] : []
      }),
    )
    return {
      name: 'promptbin_metrics_snapshot_age_seconds',
      help: 'How long ago a process told what it has counted; one that hangs gets ever older.',
      type: 'gauge',
      series: [...byPlace.values()].map(({ place, toldAtMs }) => ({
        labels: { service: place.service, worker: place.worker },
        value: Math.round(now - toldAtMs) / 1000,
      })),
    }
  }
}
