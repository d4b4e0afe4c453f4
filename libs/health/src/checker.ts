import type { CheckReport, CheckResult, HealthCheck } from './health-check.ts'

/** Long enough for a busy disk, short enough to notice a hanging one. */
export const DEFAULT_CHECK_TIMEOUT_MS = 2_000

/** Runs one check, never twice at once, and remembers what it saw. */
export interface Checker {
  readonly check: HealthCheck
  /** The last result; before the first one a failure that says so. */
  report(): CheckReport
  /** Settles when a result is there, at the latest at the check's deadline. Never rejects. */
  run(): Promise<void>
}

/** `now` gives the time in ms since 1970. */
export function createChecker(check: HealthCheck, now: () => number): Checker {
  const timeoutMs = check.timeoutMs ?? DEFAULT_CHECK_TIMEOUT_MS
  let last: CheckReport = at(now(), { status: 'fail', output: 'not checked yet' })
  let isRunning = false

  async function observe(): Promise<CheckResult> {
    isRunning = true
    try {
      return await check.run()
    } catch (error) {
      return { status: 'fail', output: error instanceof Error ? error.message : String(error) }
    } finally {
      isRunning = false
    }
  }

  return {
    check,
    report: () => last,
    run: async () => {
      // A hanging check must not pile up; its last report already says that it does not answer.
      if (isRunning) return
      const result = await withDeadline(observe(), timeoutMs)
      last = at(now(), result)
    },
  }
}

async function withDeadline(result: Promise<CheckResult>, timeoutMs: number): Promise<CheckResult> {
  const { promise, resolve } = Promise.withResolvers<CheckResult>()
  const timer = setTimeout(
    () => resolve({ status: 'fail', output: `no answer within ${timeoutMs} ms` }),
    timeoutMs,
  )
  try {
    return await Promise.race([result, promise])
  } finally {
    clearTimeout(timer)
  }
}

function at(timeMs: number, { status = 'pass', ...observed }: CheckResult): CheckReport {
  return { status, ...observed, time: new Date(timeMs).toISOString() }
}
