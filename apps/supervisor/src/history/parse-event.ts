import { eventTypes } from '@promptbin/operations'
import type { LifecycleEvent, LifecycleEventType } from '../supervision/lifecycle-event.ts'

/** Fails to compile when the list of the operations lacks a type, or has one that is none. */
const all: readonly LifecycleEventType[] = eventTypes
const isComplete: LifecycleEventType extends (typeof eventTypes)[number] ? true : never = true

const known: ReadonlySet<unknown> = new Set(isComplete && all)

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
