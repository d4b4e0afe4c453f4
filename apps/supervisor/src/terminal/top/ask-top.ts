import { inquire } from '../../commands/running/running-instance.ts'
import { getJson } from '../../http/get-json.ts'
import type { FoundInstance } from '../../instance/find-instance.ts'
import type { LifecycleEvent } from '../../supervision/lifecycle-event.ts'
import {
  countRequests,
  type MeasuredItem,
  type RequestCounts,
  type TopService,
  type TopSnapshot,
  toTopProcess,
} from './top-snapshot.ts'

/** What was seen, and what the next look needs of it. */
export interface TopLook {
  readonly snapshot: TopSnapshot
  readonly counts: RequestCounts
}

/** More events than these no screen shows beside the rest. */
const mostEvents = 50

/** Errors and latency are those of so long; they are collected every 15 s at the latest. */
const recentMs = 120_000

/** Looks at a running instance; all of it comes from the supervisor, so also while the rest is down. */
export async function askTop(found: FoundInstance, before?: RequestCounts): Promise<TopLook> {
  const { description } = found
  const [processes, health, events, services] = await Promise.all([
    inquire(found, '/api/v1/processes') as Promise<{ readonly items: readonly MeasuredItem[] }>,
    getJson('/health', description.supervisor.url),
    inquire(found, `/api/v1/events?limit=${mostEvents}`) as Promise<{
      readonly items: readonly LifecycleEvent[]
    }>,
    askServices(found),
  ])
  const { overall_status: status, reason } = health.body as {
    readonly overall_status: string
    readonly reason: string | null
  }
  const counts = countRequests(processes.items, performance.now())
  return {
    counts,
    snapshot: {
      at: new Date().toISOString(),
      version: description.version,
      mode: description.mode,
      url: description.supervisor.url,
      status,
      reason,
      processes: processes.items.map((item) => toTopProcess(item, counts, before)),
      services,
      events: events.items,
    },
  }
}

/** A column of `GET /api/v1/metrics/history`. */
interface Column {
  readonly service: string
  readonly name: string
  readonly values: readonly (number | null)[]
}

const [p95, errorRatio] = ['latency_p95', 'error_ratio']

async function askServices(found: FoundInstance): Promise<readonly TopService[]> {
  const query = new URLSearchParams({ from: new Date(Date.now() - recentMs).toISOString() })
  for (const name of [p95, errorRatio]) query.append('series', name)
  const { series } = (await inquire(found, `/api/v1/metrics/history?${query}`)) as {
    readonly series: readonly Column[]
  }
  const lastOf = (service: string, wanted: string) => {
    const column = series.find((one) => one.service === service && one.name === wanted)
    return column?.values.findLast((value) => value !== null) ?? null
  }
  const scaled = (value: number | null, factor: number) => (value === null ? null : value * factor)
  return [...new Set(series.map(({ service }) => service))].map((service) => ({
    service,
    p95Ms: scaled(lastOf(service, p95), 1000),
    errorPercent: scaled(lastOf(service, errorRatio), 100),
  }))
}
