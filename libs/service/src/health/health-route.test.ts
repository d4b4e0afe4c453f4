import type { HealthCheck } from '@promptbin/health'
import { expect, test } from 'vitest'
import { createTestApp, listen } from '../../test/test-app.ts'

const critical = { severity: 'critical', componentType: 'component' } as const

const broken: HealthCheck = {
  name: 'store:read',
  ...critical,
  run: () => Promise.reject(new Error('locked by 7')),
}

const nearlyFull: HealthCheck = {
  name: 'disk:bytes',
  severity: 'major',
  componentType: 'system',
  run: async () => ({
    status: 'warn',
    observedValue: 93,
    observedUnit: 'percent',
    output: 'The disk is nearly full.',
  }),
}

test('health tells status and words, the reason first, and every check with its time', async () => {
  const { app, health } = await createTestApp({ checks: [nearlyFull] })
  health.setState('ready')
  await health.start()
  const answer = await app.inject('/health')
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('application/health+json; charset=utf-8')
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/)
  expect(answer.json()).toEqual({
    status: 'warn',
    overall_status: 'degraded',
    reason: 'disk:bytes warns: The disk is nearly full',
    version: '1.2.3',
    serviceId: 'test',
    state: 'ready',
    uptime: expect.any(Number),
    checks: expect.objectContaining({
      'disk:bytes': [
        {
          severity: 'major',
          componentType: 'system',
          status: 'warn',
          observedValue: 93,
          observedUnit: 'percent',
          output: 'The disk is nearly full.',
          time,
        },
      ],
    }),
    changes: [
      {
        at: time,
        check: 'disk:bytes',
        from: 'pass',
        to: 'warn',
        output: 'The disk is nearly full.',
      },
    ],
  })
})

test('an unhealthy service answers 503', async () => {
  const { app, health } = await createTestApp({ checks: [broken] })
  await health.start()
  const answer = await app.inject('/health')
  expect(answer.statusCode).toBe(503)
  expect(answer.json()).toMatchObject({
    status: 'fail',
    overall_status: 'unhealthy',
    reason: 'store:read fails: locked by 7',
  })
})

test.each(['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'])(
  'who asks through a proxy (%s) is told the status only',
  async (header) => {
    const { app, health } = await createTestApp({ checks: [broken] })
    await health.start()
    const answer = await app.inject({ url: '/health', headers: { [header]: '192.0.2.7' } })
    expect(answer.statusCode).toBe(503)
    expect(answer.json()).toEqual({ status: 'fail', overall_status: 'unhealthy' })
  },
)

test('who asks from elsewhere is told the status only', async () => {
  const { app } = await createTestApp()
  const answer = await app.inject({ url: '/health', remoteAddress: '192.0.2.7' })
  expect(Object.keys(answer.json())).toEqual(['status', 'overall_status'])
})

test('a hundred questions at once over HTTP ask each check no further time', async () => {
  let runs = 0
  const counted: HealthCheck = {
    name: 'counted',
    ...critical,
    run: async () => ({ observedValue: ++runs }),
  }
  const { app, health } = await createTestApp({ checks: [counted] })
  await health.start()
  const url = await listen(app)
  const statuses = await Promise.all(
    Array.from({ length: 100 }, async () => {
      const answer = await fetch(`${url}/health`)
      const { checks } = (await answer.json()) as { checks: { counted: [{ observedValue: 1 }] } }
      return [answer.status, checks.counted[0].observedValue]
    }),
  )
  expect(new Set(statuses.map(String))).toEqual(new Set(['200,1']))
  expect(runs).toBe(1)
})

test('each change of a check is a line in the log', async () => {
  const results = [new Error('gone'), {}]
  const store: HealthCheck = {
    name: 'store:read',
    ...critical,
    run: async () => {
      const result = results.shift() ?? {}
      if (result instanceof Error) throw result
      return result
    },
  }
  const { health, lines } = await createTestApp({ checks: [store] })
  health.setState('ready')
  for (let round = 0; round < 3; round += 1) await health.recheck()
  expect(lines.filter(({ event }) => event === 'health.changed')).toMatchObject([
    { level: 'warn', check: 'store:read', from: 'pass', to: 'fail', output: 'gone' },
    { level: 'info', check: 'store:read', from: 'fail', to: 'pass' },
  ])
})
