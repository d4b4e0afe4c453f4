import { type Checker, createChecker } from './checker.ts'
import type { CheckReport, HealthCheck, HealthStatus } from './health-check.ts'

/** The status in words that people use. */
export type OverallHealth = 'healthy' | 'degraded' | 'unhealthy'

/** Where a service is in its life. */
export type LifecycleState = 'starting' | 'ready' | 'draining'

export interface HealthOptions {
  readonly service: string
  readonly version: string
  readonly checks: readonly HealthCheck[]
  /** Time between two runs of every check. */
  readonly intervalMs: number
  /** ms since 1970; the system's clock by default. */
  readonly now?: () => number
}

/** The whole state of a service, from results that are already there. */
export interface HealthReport {
  readonly status: HealthStatus
  readonly overall: OverallHealth
  readonly state: LifecycleState
  readonly service: string
  readonly version: string
  readonly uptimeSeconds: number
  /** A list each, as the format allows several observations of one thing. */
  readonly checks: Readonly<Record<string, readonly CheckReport[]>>
}

export interface Readiness {
  readonly ready: boolean
  /** The critical checks that fail, and `lifecycle` while starting or draining. */
  readonly failures: readonly string[]
}

export interface Health {
  readonly state: LifecycleState
  readonly checkNames: readonly string[]
  setState(state: LifecycleState): void
  /** Runs every check at once and from then on every interval; settles after the first round. */
  start(): Promise<void>
  /** Runs every check now, for who knows that something has changed; settles after this round. */
  recheck(): Promise<void>
  stop(): void
  /** Cheap: asks no check. */
  report(): HealthReport
  /** Cheap: asks no check. `exclude` names checks that do not count this time. */
  isReady(options?: { readonly exclude?: readonly string[] }): Readiness
}

const OVERALL: Record<HealthStatus, OverallHealth> = {
  pass: 'healthy',
  warn: 'degraded',
  fail: 'unhealthy',
}

/** Looks after the checks of one service: they run on a timer, and questions are answered from memory. */
export function createHealth({
  service,
  version,
  checks,
  intervalMs,
  now = Date.now,
}: HealthOptions): Health {
  const startedAtMs = now()
  const checkers = checks.map((check) => createChecker(check, now))
  let state: LifecycleState = 'starting'
  let timer: NodeJS.Timeout | undefined

  const runAll = async () => {
    await Promise.all(checkers.map((checker) => checker.run()))
  }

  return {
    get state() {
      return state
    },
    checkNames: checks.map((check) => check.name),
    setState: (next) => {
      state = next
    },
    start: async () => {
      timer ??= setInterval(() => void runAll(), intervalMs).unref()
      await runAll()
    },
    recheck: runAll,
    stop: () => {
      clearInterval(timer)
      timer = undefined
    },
    report: () => {
      const status = statusOf(checkers)
      return {
        status,
        overall: OVERALL[status],
        state,
        service,
        version,
        uptimeSeconds: Math.round((now() - startedAtMs) / 1000),
        checks: Object.fromEntries(checkers.map(({ check, report }) => [check.name, [report()]])),
      }
    },
    isReady: ({ exclude = [] } = {}) => {
      const failures = checkers
        .filter((checker) => isBroken(checker) && !exclude.includes(checker.check.name))
        .map((checker) => checker.check.name)
      if (state !== 'ready') failures.unshift('lifecycle')
      return { ready: failures.length === 0, failures }
    },
  }
}

/** Fails with a critical check; anything else that is not well is a warning. */
function statusOf(checkers: readonly Checker[]): HealthStatus {
  if (checkers.some(isBroken)) return 'fail'
  return checkers.every((checker) => checker.report().status === 'pass') ? 'pass' : 'warn'
}

function isBroken(checker: Checker): boolean {
  return checker.check.critical && checker.report().status === 'fail'
}
