/** What is counted: over a longer time it adds up. */
export const countNames = [
  'requests',
  'serverErrors',
  'operations',
  'operationErrors',
  'restarts',
] as const

/** What is sorted into buckets by how long it took; over a longer time the buckets add up. */
export const durationNames = ['http', 'mcp'] as const

/** What goes up and down; over a longer time the worst of it counts. */
export const levelNames = ['activeStreams', 'breakersOpen', 'diskFreeBytes'] as const

export type CountName = (typeof countNames)[number]
export type DurationName = (typeof durationNames)[number]
export type LevelName = (typeof levelNames)[number]

/** How many fell into each bucket, by its upper bound in seconds (`Infinity` for the last). */
export type Buckets = Readonly<Record<string, number>>

/** What one service did and had in a length of time; what is not known of it is not there. */
export interface ServicePoint {
  readonly counts: Readonly<Partial<Record<CountName, number>>>
  readonly durations: Readonly<Partial<Record<DurationName, Buckets>>>
  readonly levels: Readonly<Partial<Record<LevelName, number>>>
}

/** What all services did and had in a length of time. */
export interface Point {
  /** When that time begins; milliseconds since 1970. */
  readonly atMs: number
  /** For how much of it something is known. */
  readonly coveredMs: number
  readonly services: Readonly<Record<string, ServicePoint>>
}

/** Which of two levels is the worse one. */
const worse: Readonly<Record<LevelName, (one: number, other: number) => number>> = {
  activeStreams: Math.max,
  breakersOpen: Math.max,
  diskFreeBytes: Math.min,
}

const nothing: ServicePoint = { counts: {}, durations: {}, levels: {} }

/** One point for two; counts, buckets and the time that is covered add up, of levels the worse stays. */
export function mergePoints(one: Point, other: Point, atMs = one.atMs): Point {
  const names = new Set([...Object.keys(one.services), ...Object.keys(other.services)])
  return {
    atMs,
    coveredMs: one.coveredMs + other.coveredMs,
    services: Object.fromEntries(
      [...names].map((name) => [
        name,
        mergeServices(one.services[name] ?? nothing, other.services[name] ?? nothing),
      ]),
    ),
  }
}

function mergeServices(one: ServicePoint, other: ServicePoint): ServicePoint {
  const add = (a: number, b: number) => a + b
  return {
    counts: mergeBy(one.counts, other.counts, () => add),
    durations: mergeBy(one.durations, other.durations, () => (a, b) => mergeBy(a, b, () => add)),
    levels: mergeBy(one.levels, other.levels, (name) => worse[name]),
  }
}

type Known<Name extends string, Value> = Readonly<Partial<Record<Name, Value>>>

/** What is known of either, and of both together by a rule. */
function mergeBy<Name extends string, Value>(
  one: Known<Name, Value>,
  other: Known<Name, Value>,
  ruleOf: (name: Name) => (one: Value, other: Value) => Value,
): Record<Name, Value> {
  const merged: Partial<Record<Name, Value>> = { ...one }
  for (const [name, value] of Object.entries(other) as [Name, Value][]) {
    const known = one[name]
    merged[name] = known === undefined ? value : ruleOf(name)(known, value)
  }
  return merged as Record<Name, Value>
}

/** A line of the disk; undefined for what is none. */
export function parsePoint(value: unknown): Point | undefined {
  if (!isObject(value)) return undefined
  const { atMs, coveredMs, services } = value
  if (!isAmount(atMs) || !isAmount(coveredMs) || !isObject(services)) return undefined
  return Object.values(services).every(isServicePoint) ? (value as unknown as Point) : undefined
}

function isServicePoint(value: unknown): boolean {
  if (!isObject(value)) return false
  const { counts, durations, levels } = value
  return (
    [counts, levels].every(isAmounts) &&
    isObject(durations) &&
    Object.values(durations).every(isAmounts)
  )
}

const isAmounts = (value: unknown) => isObject(value) && Object.values(value).every(isAmount)

const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
