/** How patient a supervisor is with one service. All times are in milliseconds. */
export interface RestartPolicy {
  /** So many restarts in one window are made; the next failure in it is the last. 0: never restart. */
  readonly maxRestartAttempts: number
  readonly windowMs: number
  /** The upper bound of the second delay; the first restart is made at once. */
  readonly baseDelayMs: number
  readonly maxDelayMs: number
  /** A service that was ready for so long owes nothing to its earlier failures. */
  readonly longLifeMs: number
}

/** Five attempts with their longest delays take about 8 s, so a crash loop cannot outlast this. */
const DEFAULT_WINDOW_MS = 10 * 60_000

/** About the time that a service needs to start, so that a loop costs less than it does. */
const DEFAULT_BASE_DELAY_MS = 500

/** A person who has repaired the cause does not want to wait longer than this. */
const DEFAULT_MAX_DELAY_MS = 30_000

/** Long enough to have met the work that made it fail. */
const DEFAULT_LONG_LIFE_MS = 2 * 60_000

/** The policy of the product, with what the configuration or a test wants otherwise. */
export function createRestartPolicy(
  options: Pick<RestartPolicy, 'maxRestartAttempts'> & Partial<RestartPolicy>,
): RestartPolicy {
  return {
    windowMs: DEFAULT_WINDOW_MS,
    baseDelayMs: DEFAULT_BASE_DELAY_MS,
    maxDelayMs: DEFAULT_MAX_DELAY_MS,
    longLifeMs: DEFAULT_LONG_LIFE_MS,
    ...options,
  }
}
