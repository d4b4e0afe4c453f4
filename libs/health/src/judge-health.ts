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

/**
 * Judges a whole by its checks: a critical one that fails makes it unhealthy, and any other that
 * fails or warns makes it degraded. A failure is worse than a warning, then the severity counts.
 */
export function judgeHealth(checks: Readonly<Record<string, CheckReport>>): Verdict {
  const troubles = Object.entries(checks)
    .flatMap(([name, { status, severity, output }]) =>
      status === 'pass' ? [] : [{ name, status, severity, output }],
    )
    .toSorted((a, b) => rank(a) - rank(b))
  const [worst] = troubles
  if (worst === undefined) return { status: 'pass', overall: 'healthy', reason: null }
  const isUnhealthy = worst.status === 'fail' && worst.severity === 'critical'
  const status = isUnhealthy ? 'fail' : 'warn'
  const reason = troubles
    .map(({ name, status, output }) =>
      [`${name} ${verbs[status]}`, ...(output === undefined ? [] : [withoutStop(output)])].join(
        ': ',
      ),
    )
    .join('; ')
  return { status, overall: overallOf[status], reason }
}

function rank({ status, severity }: Pick<CheckReport, 'status' | 'severity'>): number {
  return (status === 'fail' ? 0 : severities.length) + severities.indexOf(severity)
}

const withoutStop = (text: string) => text.replace(/\.$/, '')
