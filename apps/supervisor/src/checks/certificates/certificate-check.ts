import type { CheckResult, HealthCheck } from '@promptbin/health'
import type { CertificateWatch } from './certificate-watch.ts'
import { judgeCertificates, observedIn } from './judge-certificates.ts'

/** The name of the check. */
export const certificateCheck = 'certificates:expiry'

/**
 * Tells which certificates end soon or have ended, by what was seen last; it asks nobody itself. What
 * cannot be reached is told without alarm, as those who use it watch that.
 */
export function createCertificateCheck(
  watch: Pick<CertificateWatch, 'sights'>,
  now: () => number = Date.now,
): HealthCheck {
  return {
    name: certificateCheck,
    severity: 'major',
    componentType: 'component',
    run: async () => judge(watch, now()),
  }
}

function judge({ sights }: Pick<CertificateWatch, 'sights'>, nowMs: number): CheckResult {
  if (sights === null) return { observedValue: 'not looked at yet' }
  const verdict = judgeCertificates(sights, nowMs)
  const { status, troubles, daysLeft, unread } = verdict
  const observed =
    daysLeft !== null && unread.length === 0
      ? { observedValue: daysLeft, observedUnit: 'days' }
      : { observedValue: observedIn(verdict) }
  if (troubles.length === 0) return observed
  const output = troubles.map(({ evidence, fix }) => `${evidence} ${fix}`).join(' ')
  return { status, ...observed, output }
}
