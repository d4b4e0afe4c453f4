import { createHealth, type HealthStatus } from '@promptbin/health'
import { expect, test } from 'vitest'
import type { LifecycleFact } from '../supervision/lifecycle-event.ts'
import { recordHealth } from './record-health.ts'

test('that the whole is something else is put on record once, from the first round on', async () => {
  let status: HealthStatus = 'warn'
  const health = createHealth({
    service: 'supervisor',
    version: '1',
    intervalMs: 3_600_000,
    checks: [
      {
        name: 'disk:space',
        severity: 'critical',
        componentType: 'system',
        run: async () => ({ status, output: 'There is little room.' }),
      },
    ],
  })
  const records: LifecycleFact[] = []
  recordHealth(health, { record: (fact) => records.push(fact) as never })
  await health.recheck()
  expect(records).toEqual([])
  health.setState('ready')
  for (const next of ['warn', 'warn', 'fail', 'pass', 'pass'] as const) {
    status = next
    await health.recheck()
  }
  health.setState('draining')
  status = 'fail'
  await health.recheck()
  expect(records.map((record) => ('to' in record ? [record.from, record.to] : record))).toEqual([
    ['healthy', 'degraded'],
    ['degraded', 'unhealthy'],
    ['unhealthy', 'healthy'],
  ])
  expect(records[0]).toMatchObject({
    type: 'health-changed',
    reason: 'disk:space warns: There is little room',
  })
})
