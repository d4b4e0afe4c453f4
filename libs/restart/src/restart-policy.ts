/** How patient a supervisor is with one service. All times are in milliseconds. */
export interface RestartPolicy {
  /** So many attempts in one window, then there is a pause. 0: never restart. */
  readonly maxRestartAttempts: number
  readonly windowMs: number
  /** How long it is left alone when its attempts are used up. */
  readonly pauseMs: number
  /** The upper bound of the second delay; the first restart is made at once. */
  readonly baseDelayMs: number
  readonly maxDelayMs: number
  /** A service that was ready for so long owes nothing to its earlier failures. */
  readonly longLifeMs: number
  /** So many kills by others in one window are answered at once; more count as crashes do. */
  readonly maxKills: number
  readonly killWindowMs: number
}

/** Five attempts with their longest delays take about 8 s, so a crash loop cannot outlast this. */
const DEFAULT_WINDOW_MS = 10 * 60_000

/** Long enough to cost nothing, short enough that a night is not lost to a passing cause. */
const DEFAULT_PAUSE_MS = 5 * 60_000

/** About the time that a service needs to start, so that a loop costs less than it does. */
const DEFAULT_BASE_DELAY_MS = 500

/**
 * Full jitter halves it on average: one start a minute, which takes half a second of CPU, is less
 * than 1 % of one core, however many attempts are allowed.
 */
const DEFAULT_MAX_DELAY_MS = 2 * 60_000

/** Long enough to have met the work that made it fail. */
const DEFAULT_LONG_LIFE_MS = 2 * 60_000

/** More than anybody sends by hand, and an unseen out-of-memory killer still costs under 0.5 %. */
const DEFAULT_MAX_KILLS = 100
const DEFAULT_KILL_WINDOW_MS = 3 * 60 * 60_000

/** The policy of the product, with what the configuration or a test wants otherwise. */
export function createRestartPolicy(
  options: Pick<RestartPolicy, 'maxRestartAttempts'> & Partial<RestartPolicy>,
): RestartPolicy {
  return {
    windowMs: DEFAULT_WINDOW_MS,
    pauseMs: DEFAULT_PAUSE_MS,
    baseDelayMs: DEFAULT_BASE_DELAY_MS,
    maxDelayMs: DEFAULT_MAX_DELAY_MS,
    longLifeMs: DEFAULT_LONG_LIFE_MS,
    maxKills: DEFAULT_MAX_KILLS,
    killWindowMs: DEFAULT_KILL_WINDOW_MS,
    ...options,
  }
}
