import { createChangeHistory, type HealthChange } from './change-history.ts'
import type { CheckReport, HealthCheck } from './health-check.ts'
import { judgeHealth, type Verdict } from './judge-health.ts'
import { type Checker, createChecker } from './rounds/checker.ts'
import { createRounds } from './rounds/rounds.ts'

/** Where a service is in its life. */
export type LifecycleState = 'starting' | 'ready' | 'draining'

export interface HealthOptions {
  readonly service: string
  readonly version: string
  readonly checks: readonly HealthCheck[]
  /** Time between two runs of every check. */
  readonly intervalMs: number
  /** What changed before this start, oldest first; nothing unless told. */
  readonly earlierChanges?: readonly HealthChange[]
  /** ms since 1970; the system's clock by default. */
  readonly now?: () => number
}

/** The whole state of a service, from results that are already there. */
export interface HealthReport extends Verdict {
  readonly state: LifecycleState
  readonly service: string
  readonly version: string
  readonly uptimeSeconds: number
  /** A list each, as the format allows several observations of one thing. */
  readonly checks: Readonly<Record<string, readonly CheckReport[]>>
  /** The last of them, oldest first. */
  readonly changes: readonly HealthChange[]
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
  /** More checks, which from now on run with the others; at once if those have begun. */
  add(...checks: readonly HealthCheck[]): void
  /** Runs every check at once and from then on every interval; settles after the first round. */
  start(): Promise<void>
  /**
   * Runs checks now, all unless some are named, for who knows that something has changed; settles
   * when their results are there.
   */
  recheck(names?: readonly string[]): Promise<void>
  /** Time between two runs of every check from now on; if they run already, the next is so far off. */
  setInterval(intervalMs: number): void
  stop(): void
  /** Cheap: asks no check. */
  report(): HealthReport
  /** Cheap: asks no check. `exclude` names checks that do not count this time. */
  isReady(options?: { readonly exclude?: readonly string[] }): Readiness
  /** Called after each round of checks; read the new results with `report`. */
  onRound(listener: () => void): void
  /** Called for each check that says something else than before, once the service has started. */
  onChange(listener: (change: HealthChange) => void): void
}

/** Looks after the checks of one service: they run on a timer, and questions are answered from memory. */
export function createHealth(options: HealthOptions): Health {
  const { service, version, earlierChanges = [], now = Date.now } = options
  const startedAtMs = now()
  const history = createChangeHistory({ earlier: earlierChanges })
  const checkers = options.checks.map((check) => createChecker(check, now))
  const roundListeners: (() => void)[] = []
  const changeListeners: ((change: HealthChange) => void)[] = []
  let state: LifecycleState = 'starting'

  async function run(checker: Checker): Promise<void> {
    await checker.run()
    // What a service needs may come up after it; what is so then was found out at that time.
    if (state === 'starting') return
    const change = history.note(checker.check.name, checker.report())
    if (change) for (const listener of changeListeners) listener(change)
  }
  async function runAll(those: readonly Checker[]): Promise<void> {
    await Promise.all(those.map(run))
    for (const listener of roundListeners) listener()
  }

  const rounds = createRounds(() => void runAll(checkers), options.intervalMs)

  return {
    get state() {
      return state
    },
    get checkNames() {
      return checkers.map(({ check }) => check.name)
    },
    setState: (next) => {
      state = next
    },
    add: (...checks) => {
      const added = checks.map((check) => createChecker(check, now))
      checkers.push(...added)
      if (rounds.areOn) void runAll(added)
    },
    start: async () => {
      rounds.start()
      await runAll(checkers)
    },
    recheck: (names) =>
      runAll(names ? checkers.filter(({ check }) => names.includes(check.name)) : checkers),
    setInterval: rounds.setInterval,
    stop: rounds.stop,
    report: () => {
      const checks = Object.fromEntries(
        checkers.map(({ check, report }) => [check.name, [report()]] as const),
      )
      return {
        ...judgeHealth(checks),
        state,
        service,
        version,
        uptimeSeconds: Math.round((now() - startedAtMs) / 1000),
        checks,
        changes: history.changes,
      }
    },
    isReady: ({ exclude = [] } = {}) => {
      const failures = checkers
        .filter((checker) => isBroken(checker) && !exclude.includes(checker.check.name))
        .map((checker) => checker.check.name)
      if (state !== 'ready') failures.unshift('lifecycle')
      return { ready: failures.length === 0, failures }
    },
    onRound: (listener) => {
      roundListeners.push(listener)
    },
    onChange: (listener) => {
      changeListeners.push(listener)
    },
  }
}

function isBroken({ check, report }: Checker): boolean {
  return check.severity === 'critical' && report().status === 'fail'
}
