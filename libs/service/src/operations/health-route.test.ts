import { expect, test } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'

const critical = { severity: 'critical', componentType: 'component' } as const

test('health tells status and words, and every check with its time', async () => {
  const disk = {
    name: 'disk',
    severity: 'major' as const,
    componentType: 'system' as const,
    run: async () => ({ status: 'warn', observedValue: 93, observedUnit: 'percent' }) as const,
  }
  const { app, health } = await createTestApp({ checks: [disk] })
  await health.start()
  health.setState('ready')
  const answer = await app.inject('/health')
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('application/health+json; charset=utf-8')
  expect(answer.json()).toEqual({
    status: 'warn',
    overall_status: 'degraded',
    version: '1.2.3',
    serviceId: 'test',
    state: 'ready',
    uptime: expect.any(Number),
    checks: {
      disk: [
        {
          status: 'warn',
          observedValue: 93,
          observedUnit: 'percent',
          time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        },
      ],
    },
  })
})

test('an unhealthy service answers 503', async () => {
  const store = { name: 'store', ...critical, run: () => Promise.reject(new Error('locked')) }
  const { app, health } = await createTestApp({ checks: [store] })
  await health.start()
  const answer = await app.inject('/health')
  expect(answer.statusCode).toBe(503)
  expect(answer.json()).toMatchObject({ status: 'fail', overall_status: 'unhealthy' })
})

test('a hundred questions at once ask each check no further time', async () => {
  let runs = 0
  const counted = { name: 'counted', ...critical, run: async () => ({ observedValue: ++runs }) }
  const { app, health } = await createTestApp({ checks: [counted] })
  await health.start()
  const answers = await Promise.all(Array.from({ length: 100 }, () => app.inject('/health')))
  expect(answers.every((answer) => answer.statusCode === 200)).toBe(true)
  expect(runs).toBe(1)
})
