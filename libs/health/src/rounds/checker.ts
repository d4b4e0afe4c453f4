import type { CheckReport, CheckResult, HealthCheck } from '../health-check.ts'

/** Long enough for a busy disk, short enough to notice a hanging one. */
export const DEFAULT_CHECK_TIMEOUT_MS = 2_000

/** Runs one check, never twice at once, and remembers what it saw. */
export interface Checker {
  readonly check: HealthCheck
  /** The last result; before the first one a failure that says so. */
  report(): CheckReport
  /**
   * Settles when a result is there that was looked for after this call, at the latest when the
   * check's deadline has passed for it. However many ask meanwhile get the same one. Never rejects.
   */
  run(): Promise<void>
}

/** `now` gives the time in ms since 1970. */
export function createChecker(check: HealthCheck, now: () => number): Checker {
  const timeoutMs = check.timeoutMs ?? DEFAULT_CHECK_TIMEOUT_MS
  const { severity, componentType } = check
  const at = ({ status = 'pass', ...observed }: CheckResult): CheckReport => ({
    severity,
    componentType,
    status,
    ...observed,
    time: new Date(now()).toISOString(),
  })
  let last = at({ status: 'fail', output: 'not checked yet' })
  let hangsSinceMs: number | undefined
  let current: Promise<void> | undefined
  let next: Promise<void> | undefined

  async function observe(signal: AbortSignal): Promise<CheckResult> {
    hangsSinceMs = now()
    try {
      return await check.run(signal)
    } catch (error) {
      return { status: 'fail', output: error instanceof Error ? error.message : String(error) }
    } finally {
      hangsSinceMs = undefined
    }
  }

  async function look(): Promise<void> {
    // A hanging check must not pile up.
    last = at(
      hangsSinceMs === undefined
        ? await withDeadline(observe, timeoutMs)
        : noAnswer(now() - hangsSinceMs),
    )
  }

  const start = (): Promise<void> => {
    current = look().finally(() => {
      current = undefined
    })
    return current
  }

  return {
    check,
    report: () => last,
    run: () => {
      if (current === undefined) return start()
      // What changed just now may have been looked at before it changed.
      next ??= current.then(() => {
        next = undefined
        return start()
      })
      return next
    },
  }
}

async function withDeadline(
  observe: (signal: AbortSignal) => Promise<CheckResult>,
  timeoutMs: number,
): Promise<CheckResult> {
  const deadline = new AbortController()
  const { promise, resolve } = Promise.withResolvers<CheckResult>()
  const timer = setTimeout(() => {
    resolve(noAnswer(timeoutMs))
    deadline.abort()
  }, timeoutMs)
  try {
    return await Promise.race([observe(deadline.signal), promise])
  } finally {
    clearTimeout(timer)
  }
}

function noAnswer(afterMs: number): CheckResult {
  return { status: 'fail', output: `no answer within ${Math.round(afterMs)} ms` }
}
