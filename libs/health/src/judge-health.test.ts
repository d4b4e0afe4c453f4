import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CheckReport, HealthSeverity, HealthStatus } from './health-check.ts'
import { judgeHealth, listTroubles } from './judge-health.ts'

const time = '2026-01-01T00:00:00.000Z'

function seen(severity: HealthSeverity, status: HealthStatus, output?: string): CheckReport {
  return { severity, status, componentType: 'component', time, ...(output && { output }) }
}

test('the reason names every trouble, the worst first', () => {
  const { overall, reason } = judgeHealth({
    'disk:bytes': [seen('major', 'warn', 'Nearly full.')],
    'share:listener': [seen('minor', 'fail')],
    'store:read': [seen('critical', 'fail', 'It is locked.')],
    'store:queue': [seen('critical', 'warn', 'slow')],
    'search:index': [seen('major', 'fail', 'gone')],
    'cpu:usage': [seen('minor', 'pass')],
  })
  expect(overall).toBe('unhealthy')
  expect(reason).toBe(
    'store:read fails: It is locked; search:index fails: gone; share:listener fails; store:queue warns: slow; disk:bytes warns: Nearly full',
  )
})

const severities = fc.constantFrom<HealthSeverity>('critical', 'major', 'minor')
const statuses = fc.constantFrom<HealthStatus>('pass', 'warn', 'fail')
const reports = fc.dictionary(
  fc.string({ minLength: 1 }),
  fc.tuple(severities, statuses).map(([severity, status]) => [seen(severity, status)]),
)

test('healthy is what passes as a whole, unhealthy only what a critical failure breaks', () => {
  fc.assert(
    fc.property(reports, (checks) => {
      const all = Object.values(checks).flat()
      const isBroken = all.some((one) => one.severity === 'critical' && one.status === 'fail')
      const isFine = all.every(({ status }) => status === 'pass')
      const { overall, reason } = judgeHealth(checks)
      expect(overall).toBe(isBroken ? 'unhealthy' : isFine ? 'healthy' : 'degraded')
      expect(reason === null).toBe(isFine)
      expect(listTroubles(checks)).toHaveLength(all.filter((one) => one.status !== 'pass').length)
    }),
  )
})
