import { IPC_VERSION, type MetricsMessage } from '@promptbin/ipc'
import {
  type Exposition,
  expose,
  type MetricFamily,
  type Metrics,
  readFamilies,
} from '@promptbin/metrics'
import type { EventLog } from '../history/event-log.ts'
import type { LifecycleEvent } from '../supervision/lifecycle-event.ts'
import type { ProcessState, ServiceControl } from '../supervision/service-control.ts'
import { Collection } from './collection.ts'
import { type Place, Places } from './place.ts'
import { SnapshotAges } from './snapshot-ages.ts'
import { MetricTotals } from './totals/metric-totals.ts'

/** The metrics of all processes at one moment. */
export interface Snapshot {
  /** Milliseconds since the epoch. */
  readonly atMs: number
  /** Every series has the labels `service` and `worker`; what workers have in common, `service` only. */
  readonly families: readonly MetricFamily[]
}

export interface MetricsCollectorOptions {
  readonly control: Pick<ServiceControl, 'list' | 'send' | 'snapshotOf' | 'onMessage'>
  readonly events: Pick<EventLog, 'onRecord'>
  /** The supervisor's own metrics. */
  readonly own: Pick<Metrics, 'families'>
  /** The supervisor's own, in the history. */
  readonly processId: number
  /** How often is collected when nobody asks: 15 s, as often as Prometheus usually does. */
  readonly intervalMs?: number
  /** How long is waited for processes that do not answer; a second. */
  readonly deadlineMs?: number
  /** How long an answer is good for others who ask; a second. */
  readonly freshMs?: number
}

const defaultIntervalMs = 15_000
const defaultDeadlineMs = 1_000
const defaultFreshMs = 1_000

/** The place of the supervisor itself. */
const self: Place = { service: 'supervisor', worker: '0' }

/** What it has to say may still be on its way when its process has ended. */
const lastWordsMs = 5_000

/** One that is still being built does not hear; the socket and its metrics come after that. */
const answering: ReadonlySet<ProcessState> = new Set(['spare', 'ready', 'draining', 'stopping'])

/**
 * Collects what all processes count. Those that end tell it before; of one that was killed only that
 * is lost which came after the last collection.
 */
export class MetricsCollector {
  readonly #options: MetricsCollectorOptions
  readonly #totals = new MetricTotals()
  readonly #places = new Places()
  readonly #ages = new SnapshotAges()
  /** Processes that have ended, and when. */
  readonly #ended = new Map<number, number>()
  readonly #listeners = new Set<(snapshot: Snapshot) => void>()
  #collection: Collection | undefined
  #collections = 0
  #latest: { readonly startedAtMs: number; readonly snapshot: Promise<Snapshot> } | undefined
  #timer: NodeJS.Timeout | undefined
  #stopListening: (() => void) | undefined

  constructor(options: MetricsCollectorOptions) {
    this.#options = options
  }

  /** Begins to listen and to collect. Call it before the services are started. */
  start(): void {
    const { control, events, intervalMs = defaultIntervalMs } = this.#options
    events.onRecord((event) => this.#note(event))
    this.#stopListening = control.onMessage((id, message) => {
      if (message.type === 'metrics') this.#take(id, message)
    })
    this.#timer = setInterval(() => void this.#collectUnasked(), intervalMs).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#stopListening?.()
  }

  /** Called with what every collection brings. */
  onSnapshot(listener: (snapshot: Snapshot) => void): void {
    this.#listeners.add(listener)
  }

  /** Asks all processes; who asks within a second of another gets what that one gets. Never rejects. */
  collect(): Promise<Snapshot> {
    const now = performance.now()
    const { freshMs = defaultFreshMs } = this.#options
    if (this.#latest && now - this.#latest.startedAtMs < freshMs) return this.#latest.snapshot
    // Nobody needs it again so soon.
    this.#timer?.refresh()
    // One after the other: a process would not know which question to answer.
    const snapshot = Promise.allSettled([this.#latest?.snapshot]).then(() => this.#collect())
    this.#latest = { startedAtMs: now, snapshot }
    return snapshot
  }

  /** All metrics in the format that an `Accept` header prefers. */
  async expose(accept?: string): Promise<Exposition> {
    return expose((await this.collect()).families, accept)
  }

  /** For the listeners alone, who have it then: until the next time it would only take memory. */
  async #collectUnasked(): Promise<void> {
    const snapshot = this.collect()
    await snapshot
    if (this.#latest?.snapshot === snapshot) this.#latest = undefined
  }

  async #collect(): Promise<Snapshot> {
    const { own, processId } = this.#options
    await this.#ask()
    this.#forgetEnded()
    this.#totals.take(processId, self, await own.families())
    const families = [...this.#totals.read(), this.#ages.read(this.#places)]
    const snapshot = { atMs: Date.now(), families }
    this.#tell(snapshot)
    return snapshot
  }

  /** What one of them does wrong harms neither the others nor who asks. */
  #tell(snapshot: Snapshot): void {
    for (const listener of this.#listeners) {
      try {
        listener(snapshot)
      } catch {}
    }
  }

  /** Settles when all have answered, or when it is time. */
  async #ask(): Promise<void> {
    const { control, deadlineMs = defaultDeadlineMs } = this.#options
    this.#collections += 1
    const id = String(this.#collections)
    const collection = new Collection(id)
    this.#collection = collection
    for (const snapshot of control.list()) {
      const { processId, state } = snapshot
      if (!answering.has(state) || snapshot.endedAt !== undefined) continue
      this.#places.note(snapshot)
      if (control.send(processId, { v: IPC_VERSION, type: 'collect', id })) {
        collection.expect(processId)
      }
    }
    await collection.complete(deadlineMs)
  }

  #take(processId: number, { id, metrics }: MetricsMessage): void {
    const snapshot = this.#options.control.snapshotOf(processId)
    if (snapshot) this.#places.note(snapshot)
    const place = this.#places.get(processId)
    // Told after it was forgotten it would be counted twice.
    if (place === undefined) return
    this.#totals.take(processId, place, readFamilies(metrics))
    if (this.#ended.has(processId)) this.#totals.end(processId)
    else this.#ages.note(processId)
    if (id === this.#collection?.id) this.#collection.answered(processId)
  }

  #note({ type, processId, service, worker }: LifecycleEvent): void {
    if (processId === null || processId === this.#options.processId) return
    if (type === 'exited') {
      this.#ended.set(processId, performance.now())
      this.#places.end(processId)
      this.#totals.end(processId)
      this.#ages.forget(processId)
      this.#collection?.answered(processId)
    } else if (type === 'started' || type === 'promoted') {
      this.#places.note({ processId, service, worker })
    }
  }

  #forgetEnded(): void {
    const now = performance.now()
    for (const [processId, endedAtMs] of this.#ended) {
      if (now - endedAtMs < lastWordsMs) continue
      this.#ended.delete(processId)
      this.#totals.forget(processId)
      this.#places.forget(processId)
    }
  }
}
