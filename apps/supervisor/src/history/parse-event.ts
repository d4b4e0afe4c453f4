import type { LifecycleEvent, LifecycleEventType } from '../supervision/lifecycle-event.ts'

/** Every name of a record, in the order of a life. */
export const eventTypes = [
  'supervisor-started',
  'started',
  'prepared',
  'promoted',
  'ready',
  'draining',
  'exited',
  'restart-decided',
  'paused',
  'scaled',
  'service-stopped',
  'service-started',
  'reload-started',
  'reload-finished',
  'limit',
  'profiled',
  'error-group',
  'supervisor-stopping',
] as const satisfies readonly LifecycleEventType[]

/** Fails to compile when a type is missing above. */
type Listed = (typeof eventTypes)[number]
const isComplete: LifecycleEventType extends Listed ? true : never = true

const known: ReadonlySet<unknown> = new Set(isComplete && eventTypes)

/**
 * A record as it was stored, or undefined for what is none of this version. Only what every record
 * has is looked at: the rest is as we wrote it.
 */
export function parseEvent(value: unknown): LifecycleEvent | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { seq, at, type, service, worker, processId, pid } = value as Partial<LifecycleEvent>
  const isOurs =
    Number.isSafeInteger(seq) &&
    known.has(type) &&
    typeof at === 'string' &&
    !Number.isNaN(Date.parse(at)) &&
    typeof service === 'string' &&
    [worker, processId, pid].every(isCountOrNull)
  return isOurs ? (value as LifecycleEvent) : undefined
}

function isCountOrNull(value: unknown): boolean {
  return value === null || (Number.isSafeInteger(value) && Number(value) >= 0)
}
