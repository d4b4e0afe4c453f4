import { expect, test } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'

test('metrics show what each check said last and the whole, and run no check', async () => {
  let runs = 0
  const { app, health } = await createTestApp({
    checks: [
      {
        name: 'disk:bytes',
        severity: 'major',
        componentType: 'system',
        run: async () => {
          runs += 1
          return { status: 'warn' }
        },
      },
    ],
  })
  await health.start()
  const { body } = await app.inject('/metrics')
  const lines = body.split('\n')
  expect(lines).toEqual(
    expect.arrayContaining([
      'promptbin_health_status{check="disk:bytes",status="pass"} 0',
      'promptbin_health_status{check="disk:bytes",status="warn"} 1',
      'promptbin_health_status{check="disk:bytes",status="fail"} 0',
      'promptbin_health_overall{status="healthy"} 0',
      'promptbin_health_overall{status="degraded"} 1',
      'promptbin_health_overall{status="unhealthy"} 0',
    ]),
  )
  expect(runs).toBe(1)
})
