import type { DrillReport } from '@promptbin/backup/restore'

/** What is remembered of drills over restarts. */
export interface DrillState {
  /** From when on drills are due here, ISO 8601: the first is an interval later. */
  readonly since: string
  /** The last one that came to an end, passed or not. */
  readonly last: DrillReport | null
  /** The last one that could not be done, if none was done since. */
  readonly failed: { readonly at: string; readonly code: string; readonly message: string } | null
}

const isTime = (value: unknown) => typeof value === 'string' && !Number.isNaN(Date.parse(value))

/** Reads what was remembered; undefined for what it cannot be. */
export function parseDrillState(value: unknown): DrillState | undefined {
  const { since, last, failed } = Object(value) as Partial<DrillState>
  const isReport = last === null || (isTime(last?.at) && Array.isArray(last?.checks))
  const isFailure = failed === null || (isTime(failed?.at) && typeof failed?.message === 'string')
  return isTime(since) && isReport && isFailure ? (value as DrillState) : undefined
}
