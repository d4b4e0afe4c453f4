import type { CheckReport, HealthSeverity, HealthStatus } from './health-check.ts'

/** The status in words that people use. */
export type OverallHealth = 'healthy' | 'degraded' | 'unhealthy'

/** What is to be thought of a whole, and why. */
export interface Verdict {
  readonly status: HealthStatus
  readonly overall: OverallHealth
  /** Every check that does not pass with what it says, the worst first; null when all pass. */
  readonly reason: string | null
}

/** The same status for programs and for people. */
export const overallOf: Readonly<Record<HealthStatus, OverallHealth>> = {
  pass: 'healthy',
  warn: 'degraded',
  fail: 'unhealthy',
}

const severities: readonly HealthSeverity[] = ['critical', 'major', 'minor']
const verbs = { fail: 'fails', warn: 'warns' } as const

/** A check that does not pass. */
export interface Trouble extends CheckReport {
  readonly check: string
  readonly status: 'warn' | 'fail'
}

/** All that do not pass, the worst first: a failure before a warning, then by severity. */
export function listTroubles(
  checks: Readonly<Record<string, readonly CheckReport[]>>,
): readonly Trouble[] {
  return Object.entries(checks)
    .flatMap(([check, reports]) =>
      reports.flatMap(({ status, ...report }) =>
        status === 'pass' ? [] : [{ ...report, check, status }],
      ),
    )
    .toSorted((a, b) => rank(a) - rank(b))
}

/**
 * Judges a whole by its checks: a critical one that fails makes it unhealthy, and any other that
 * fails or warns makes it degraded.
 */
export function judgeHealth(checks: Readonly<Record<string, readonly CheckReport[]>>): Verdict {
  const troubles = listTroubles(checks)
  const [worst] = troubles
  if (worst === undefined) return { status: 'pass', overall: 'healthy', reason: null }
  const isUnhealthy = worst.status === 'fail' && worst.severity === 'critical'
  const status = isUnhealthy ? 'fail' : 'warn'
  return { status, overall: overallOf[status], reason: troubles.map(describe).join('; ') }
}

function describe({ check, status, output }: Trouble): string {
  const what = `${check} ${verbs[status]}`
  return output === undefined ? what : `${what}: ${output.replace(/\.$/, '')}`
}

function rank({ status, severity }: Pick<Trouble, 'status' | 'severity'>): number {
  return (status === 'fail' ? 0 : severities.length) + severities.indexOf(severity)
}
