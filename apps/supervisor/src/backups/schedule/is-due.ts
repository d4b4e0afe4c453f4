/** What decides whether something is to be done again; all times in milliseconds since 1970. */
export interface DueFacts {
  /** From one time to the next; 0: never. */
  readonly intervalMs: number
  /** When it was done last, or from when on it is to be done at all. */
  readonly lastMs: number
  /** When it was last tried in vain; undefined when the last one succeeded. */
  readonly failedMs?: number | undefined
}

/** After a failure it is tried again sooner than in a day, and not all the time. */
const againMs = 15 * 60 * 1_000

/** Whether the time for something has come. A last time that lies in the future was of a wrong clock. */
export function isDue({ intervalMs, lastMs, failedMs }: DueFacts, nowMs: number): boolean {
  if (intervalMs === 0) return false
  const isOld = lastMs > nowMs || nowMs - lastMs >= intervalMs
  if (failedMs === undefined || failedMs > nowMs) return isOld
  return isOld && nowMs - failedMs >= Math.min(againMs, intervalMs)
}
