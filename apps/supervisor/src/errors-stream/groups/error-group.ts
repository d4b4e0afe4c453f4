import type { ErrorAdvice } from '../identity/error-advice.ts'
import type { ErrorIdentity } from '../identity/identify-error.ts'
import type { Sighting } from '../identity/read-sighting.ts'
import type { GroupState } from './judge-trend.ts'
import { MinuteCounts } from './minute-counts.ts'

/** One error of a group, as it was logged. */
export type ErrorExample = Omit<Sighting, keyof ErrorIdentity | 'advice'>

/** How often a service reported errors of a group. */
export interface ServiceCount {
  count: number
  /** Milliseconds since 1970. */
  lastMs: number
}

/** Errors that are alike. */
export interface ErrorGroup extends ErrorIdentity {
  /** Of the newest log line. */
  event: string | null
  /** What the newest said of itself; null for an error that is none of PromptBin's own. */
  advice: ErrorAdvice | null
  count: number
  /** Milliseconds since 1970. */
  readonly firstMs: number
  lastMs: number
  state: GroupState
  /** When it was last told that it rises; milliseconds since 1970, 0 for never. */
  toldRisingMs: number
  readonly services: Map<string, ServiceCount>
  readonly minutes: MinuteCounts
  /** Oldest first. */
  examples: readonly ErrorExample[]
}

/** So many examples are kept of a group, and so many services. */
const [examplesKept, servicesKept] = [4, 16]

/** While errors come faster than this only the newest example changes. */
const exampleIntervalMs = 60_000

/** A group of which nothing was seen yet. */
export function emptyGroup(identity: ErrorIdentity, atMs: number): ErrorGroup {
  const { fingerprint, code, type, message } = identity
  return {
    ...{ fingerprint, code, type, message, event: null, advice: null },
    ...{ count: 0, firstMs: atMs, lastMs: atMs, state: 'new', toldRisingMs: 0 },
    services: new Map(),
    minutes: new MinuteCounts(atMs),
    examples: [],
  }
}

/** Adds one error to its group; takes the same time however many there are. */
export function addSighting(group: ErrorGroup, sighting: Sighting, nowMs: number): void {
  const { service, at, event, text, requestId, traceId, stack, context, advice } = sighting
  group.count += 1
  group.lastMs = nowMs
  group.event = event
  group.advice = advice ?? group.advice
  group.minutes.add(nowMs)
  const known = group.services.get(service)
  if (known) Object.assign(known, { count: known.count + 1, lastMs: nowMs })
  else if (group.services.size < servicesKept) {
    group.services.set(service, { count: 1, lastMs: nowMs })
  }
  const example = { service, at, event, text, requestId, traceId, stack, context }
  group.examples = withExample(group.examples, example)
}

/** A burst leaves one example beside those from before it. */
function withExample(
  examples: readonly ErrorExample[],
  example: ErrorExample,
): readonly ErrorExample[] {
  if (examples.length < examplesKept) return [...examples, example]
  const last = Date.parse(examples.at(-2)?.at ?? '')
  const isBurst = Date.parse(example.at) - last < exampleIntervalMs
  return [...(isBurst ? examples.slice(0, -1) : examples.slice(1)), example]
}
