import type { HistogramFamily, LabelSet, MetricFamily } from '@promptbin/metrics'
import type { Buckets, CountName, DurationName, LevelName, ServicePoint } from './point.ts'

/** What all workers of each service have counted since they were started, and what they have now. */
export type Totals = ReadonlyMap<string, ServicePoint>

/** Asked by watchers and not by users: how often they look says nothing about a service. */
const watching: ReadonlySet<string | undefined> = new Set([
  '/livez',
  '/readyz',
  '/readyz/:check',
  '/startupz',
  '/health',
  '/metrics',
])

interface MutablePoint {
  readonly counts: Partial<Record<CountName, number>>
  readonly durations: Partial<Record<DurationName, Record<string, number>>>
  readonly levels: Partial<Record<LevelName, number>>
}

/** The services by name; one is there as soon as anything is told of it. */
class Services extends Map<string, MutablePoint> {
  of(service: string): MutablePoint {
    const known = this.get(service) ?? { counts: {}, durations: {}, levels: {} }
    this.set(service, known)
    return known
  }

  buckets(service: string, name: DurationName): Record<string, number> {
    const { durations } = this.of(service)
    const known = durations[name] ?? {}
    durations[name] = known
    return known
  }

  count(service: string, name: CountName, amount: number): void {
    const { counts } = this.of(service)
    counts[name] = (counts[name] ?? 0) + amount
  }

  level(service: string, name: LevelName, change: (before: number | undefined) => number): void {
    const { levels } = this.of(service)
    levels[name] = change(levels[name])
  }
}

/** What we take of the metrics, by the name of the family. */
const readers: Readonly<Record<string, (family: MetricFamily, services: Services) => void>> = {
  promptbin_http_request_duration_seconds: durations('http', {
    all: 'requests',
    failed: 'serverErrors',
    isFailed: ({ status_class }) => status_class === '5xx',
    isMeant: ({ route }) => !watching.has(route),
  }),
  mcp_server_operation_duration_seconds: durations('mcp', {
    all: 'operations',
    failed: 'operationErrors',
    isFailed: ({ error_type }) => error_type !== '',
    isMeant: () => true,
  }),
  promptbin_child_restarts_total: scalars((services, { child, service = '' }, value) =>
    services.count(child ?? service, 'restarts', value),
  ),
  promptbin_mcp_active_streams: scalars((services, { service = '' }, value) =>
    services.level(service, 'activeStreams', (before = 0) => before + value),
  ),
  promptbin_breaker_state: scalars((services, { service = '', state }, value) =>
    services.level(
      service,
      'breakersOpen',
      (before = 0) => before + (state === 'open' ? value : 0),
    ),
  ),
  promptbin_disk_free_bytes: scalars((services, _labels, value) =>
    // The disk is that of all, whoever has looked at it.
    services.level('supervisor', 'diskFreeBytes', (before = value) => Math.min(before, value)),
  ),
}

/** Reads what the history keeps out of the metrics of all processes. */
export function readTotals(families: readonly MetricFamily[]): Totals {
  const services = new Services()
  for (const family of families) readers[family.name]?.(family, services)
  return services
}

function scalars(take: (services: Services, labels: LabelSet, value: number) => void) {
  return (family: MetricFamily, services: Services): void => {
    if (family.type === 'histogram') return
    for (const { labels, value } of family.series) take(services, labels, value)
  }
}

interface DurationReader {
  readonly all: CountName
  readonly failed: CountName
  readonly isFailed: (labels: LabelSet) => boolean
  readonly isMeant: (labels: LabelSet) => boolean
}

function durations(name: DurationName, { all, failed, isFailed, isMeant }: DurationReader) {
  return (family: MetricFamily, services: Services): void => {
    if (family.type !== 'histogram') return
    for (const { labels, counts } of family.series) {
      if (!isMeant(labels)) continue
      const service = labels['service'] ?? ''
      const total = addBuckets(services.buckets(service, name), family, counts)
      services.count(service, all, total)
      services.count(service, failed, isFailed(labels) ? total : 0)
    }
  }
}

/** Adds up, and tells how many there were in all. */
function addBuckets(
  buckets: Record<string, number>,
  { bounds }: HistogramFamily,
  counts: readonly number[],
): number {
  let total = 0
  for (const [index, count] of counts.entries()) {
    if (count === 0) continue
    const bound = String(bounds[index] ?? Number.POSITIVE_INFINITY)
    buckets[bound] = (buckets[bound] ?? 0) + count
    total += count
  }
  return total
}

/** What came between two readings: the difference of what is counted, and the levels of the later. */
export function differenceOf(before: Totals, after: Totals): Record<string, ServicePoint> {
  return Object.fromEntries(
    [...after].map(([service, { counts, durations: now, levels }]) => {
      const earlier = before.get(service)
      const point: ServicePoint = {
        counts: growth(earlier?.counts ?? {}, counts, { withZeros: true }),
        durations: Object.fromEntries(
          Object.entries(now).map(([name, buckets]) => [
            name,
            growth(earlier?.durations[name as DurationName] ?? {}, buckets),
          ]),
        ),
        levels,
      }
      return [service, point]
    }),
  )
}

/** A total that is smaller than before has begun anew. */
function growth(
  before: Buckets,
  after: Buckets,
  { withZeros = false } = {},
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(after)
      .map(([name, value]) => {
        const earlier = before[name] ?? 0
        return [name, value < earlier ? value : value - earlier] as const
      })
      .filter(([, grown]) => withZeros || grown > 0),
  )
}
