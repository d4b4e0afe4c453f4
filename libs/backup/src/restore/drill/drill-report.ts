/** One thing that a drill has compared. */
export interface DrillCheck {
  /** What: `rows of version`. */
  readonly what: string
  /** What the manifest tells, or what has to be. */
  readonly expected: string
  readonly found: string
  readonly passed: boolean
}

/** What came of restoring a backup for practice. */
export interface DrillReport {
  /** The name of the backup. */
  readonly backup: string
  /** When the drill was begun, ISO 8601, UTC. */
  readonly at: string
  readonly durationMs: number
  /** Whether all was as it has to be. */
  readonly passed: boolean
  readonly checks: readonly DrillCheck[]
}

/** Compares two values as they are told. */
export function compare(
  what: string,
  expected: string | number,
  found: string | number,
): DrillCheck {
  const passed = expected === found
  return { what, expected: String(expected), found: String(found), passed }
}
