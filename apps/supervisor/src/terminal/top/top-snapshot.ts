import type { ProcessItem } from '../../instance/find-instance.ts'
import type { Figures } from '../../resources/figures.ts'
import type { LifecycleEvent } from '../../supervision/lifecycle-event.ts'

/** A process as `GET /api/v1/processes` tells of it, with what it uses. */
export type MeasuredItem = ProcessItem & { readonly figures: Figures | null }

/** One process at one moment; null is not known. */
export interface TopProcess {
  readonly service: string
  /** Null for a spare. */
  readonly worker: number | null
  readonly processId: number
  readonly pid: number | null
  readonly state: string
  readonly uptimeSeconds: number
  readonly cpuPercent: number | null
  readonly rssBytes: number | null
  readonly loopLagMs: number | null
  readonly requestsPerSecond: number | null
  readonly averageResponseMs: number | null
  readonly activeRequests: number | null
}

/** What a service as a whole did lately. */
export interface TopService {
  readonly service: string
  readonly p95Ms: number | null
  readonly errorPercent: number | null
}

/** Everything that `promptbin top` shows. */
export interface TopSnapshot {
  /** ISO 8601, UTC. */
  readonly at: string
  readonly version: string
  readonly mode: string
  readonly url: string
  readonly status: string
  /** What is wrong, in words; null when nothing is. */
  readonly reason: string | null
  readonly processes: readonly TopProcess[]
  readonly services: readonly TopService[]
  /** The newest last. */
  readonly events: readonly LifecycleEvent[]
}

/** How many requests every process had answered at a moment. */
export interface RequestCounts {
  /** In milliseconds, of any clock. */
  readonly atMs: number
  readonly byProcess: ReadonlyMap<number, number>
}

/** The counts of now, for the rates of the next time. */
export function countRequests(items: readonly MeasuredItem[], atMs: number): RequestCounts {
  const counts = items.flatMap(({ processId, figures }): [number, number][] =>
    figures?.requestsHandled == null ? [] : [[processId, figures.requestsHandled]],
  )
  return { atMs, byProcess: new Map(counts) }
}

/** A process with its rate since the counts before; of one that was not there, it is not known. */
export function toTopProcess(
  item: MeasuredItem,
  now: RequestCounts,
  before: RequestCounts | undefined,
): TopProcess {
  const { service, worker, processId, pid, state, uptimeSeconds, figures } = item
  return {
    service,
    worker,
    processId,
    pid,
    state,
    uptimeSeconds,
    cpuPercent: figures?.cpuPercent ?? null,
    rssBytes: figures?.rssBytes ?? null,
    loopLagMs: figures?.loopLagMs ?? null,
    requestsPerSecond: rateOf(processId, now, before),
    averageResponseMs: figures?.averageResponseMs ?? null,
    activeRequests: figures?.activeRequests ?? null,
  }
}

function rateOf(
  processId: number,
  now: RequestCounts,
  before: RequestCounts | undefined,
): number | null {
  const [is, was] = [now.byProcess.get(processId), before?.byProcess.get(processId)]
  if (is === undefined || was === undefined || before === undefined) return null
  const seconds = (now.atMs - before.atMs) / 1000
  return seconds > 0 ? Math.max(0, is - was) / seconds : null
}
