import type { CheckReport, HealthStatus } from './health-check.ts'

/** A check that says something else than before. */
export interface HealthChange {
  /** When it was seen, ISO 8601. */
  readonly at: string
  readonly check: string
  readonly from: HealthStatus
  readonly to: HealthStatus
  /** What the check said then; null when nothing. */
  readonly output: string | null
}

/** The last changes of all checks of a service. */
export interface ChangeHistory {
  /** Oldest first. */
  readonly changes: readonly HealthChange[]
  /** Takes what a check says now; gives the change if it is one. */
  note(check: string, report: CheckReport): HealthChange | undefined
}

/** Enough for a bad night; a check that flutters makes the others' changes be forgotten sooner. */
const DEFAULT_MAX_CHANGES = 100

/**
 * Keeps the last changes, and goes on from `earlier` ones. A check of which nothing is known counts
 * as one that passed.
 */
export function createChangeHistory({
  earlier = [],
  maxChanges = DEFAULT_MAX_CHANGES,
}: {
  readonly earlier?: readonly HealthChange[]
  readonly maxChanges?: number
} = {}): ChangeHistory {
  const last = new Map(earlier.map(({ check, to }) => [check, to]))
  let changes = earlier.slice(-maxChanges)
  return {
    get changes() {
      return changes
    },
    note(check, { status: to, time: at, output = null }) {
      const from = last.get(check) ?? 'pass'
      if (from === to) return undefined
      last.set(check, to)
      const change = { at, check, from, to, output }
      changes = [...changes, change].slice(-maxChanges)
      return change
    },
  }
}
