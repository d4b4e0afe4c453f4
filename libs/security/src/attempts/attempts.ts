/** How often somebody failed to log in, and until when nobody may try again. Times: ms since 1970. */
export interface Attempts {
  readonly failures: number
  readonly lastAt: number
  /** 0 as long as there were few. */
  readonly closedUntil: number
}

/** How failures are answered. */
export interface AttemptPolicy {
  /** So many cost nothing: people mistype. */
  readonly free: number
  /** How long the next one must wait; doubled with each failure after that. */
  readonly firstPauseMs: number
  readonly longestPauseMs: number
  /** Without a failure for so long all is forgotten. */
  readonly forgottenAfterMs: number
}

const minuteMs = 60_000

/**
 * One address and one account. Here a lock may last: it closes nothing for anybody elsewhere.
 */
export const attemptsFromAddress: AttemptPolicy = {
  free: 5,
  firstPauseMs: 1_000,
  longestPauseMs: 15 * minuteMs,
  forgottenAfterMs: 24 * 60 * minuteMs,
}

/**
 * One account, from wherever. Short: a stranger who knows a name must not shut out its owner, and
 * at one try a minute nobody guesses a password of twelve characters.
 */
export const attemptsAtAccount: AttemptPolicy = {
  free: 20,
  firstPauseMs: 1_000,
  longestPauseMs: minuteMs,
  forgottenAfterMs: 24 * 60 * minuteMs,
}

/** For how many milliseconds nobody may try; 0 when somebody may. */
export function pauseMs(attempts: Attempts | undefined, now: number): number {
  return attempts === undefined ? 0 : Math.max(0, attempts.closedUntil - now)
}

/** What holds after one more failure. */
export function afterFailure(
  attempts: Attempts | undefined,
  now: number,
  policy: AttemptPolicy,
): Attempts {
  const isForgotten = attempts === undefined || now - attempts.lastAt > policy.forgottenAfterMs
  const failures = (isForgotten ? 0 : attempts.failures) + 1
  const beyond = failures - policy.free
  const waitMs =
    beyond < 0
      ? 0
      : Math.min(policy.longestPauseMs, policy.firstPauseMs * 2 ** Math.min(beyond, 30))
  return { failures, lastAt: now, closedUntil: waitMs === 0 ? 0 : now + waitMs }
}
