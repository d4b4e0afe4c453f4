import type { RestartDecision, RestartHistory } from './decide.ts'
import type { Failure } from './failure.ts'
import { restartClasses } from './restart-classes.ts'
import type { RestartPolicy } from './restart-policy.ts'

/** A failure and what was decided about it. */
export interface RestartRecord {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly failure: Failure
  readonly action: RestartDecision['action']
  readonly delayMs: number
  readonly reason: string
}

/** What a manager remembers, as JSON keeps it. */
export interface RestartMemory {
  readonly counted: RestartHistory
  readonly records: readonly RestartRecord[]
}

/** More than any policy counts in a window; a longer list is not ours. */
const MOST_TIMES = 10_000

/** Reads what `RestartManager.toJSON` wrote; undefined when it is something else. */
export function parseMemory(
  json: unknown,
  policy: RestartPolicy,
  now: number,
): RestartMemory | undefined {
  if (!isObject(json) || !isObject(json['counted']) || !Array.isArray(json['records'])) return
  const { decidedAt, killedAt, pausedUntil } = json['counted']
  if (!isTimes(decidedAt) || !isTimes(killedAt)) return
  const isPast = (at: number) => at <= now
  const counted: RestartHistory = {
    decidedAt: decidedAt.filter(isPast),
    killedAt: killedAt.filter(isPast),
    // Also when the clock was set back or the policy has changed, a pause is no longer than now.
    pausedUntil: isTime(pausedUntil) ? Math.min(pausedUntil, now + policy.pauseMs) : null,
  }
  return { counted, records: json['records'].filter(isRecord) }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function isTimes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length <= MOST_TIMES && value.every(isTime)
}

const actions: readonly unknown[] = ['restart', 'pause', 'wait']

function isRecord(value: unknown): value is RestartRecord {
  if (!isObject(value) || !isObject(value['failure'])) return false
  const { at, failure, action, delayMs, reason } = value
  return (
    Object.hasOwn(restartClasses, String(failure['kind'])) &&
    isTime(at) &&
    actions.includes(action) &&
    isTime(delayMs) &&
    typeof reason === 'string'
  )
}
