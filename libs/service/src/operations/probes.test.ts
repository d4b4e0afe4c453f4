import { expect, test } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'

const critical = { severity: 'critical', componentType: 'component' } as const

const store = { name: 'store', ...critical, run: () => Promise.reject(new Error('locked by 7')) }
const disk = { name: 'disk', ...critical, run: async () => ({}) }

test('a service is alive from the start, started later, ready when it says so', async () => {
  const { app, health } = await createTestApp()
  const statuses = async () =>
    Promise.all(
      ['/livez', '/startupz', '/readyz'].map(async (url) => (await app.inject(url)).statusCode),
    )
  expect(await statuses()).toEqual([200, 503, 503])
  health.setState('ready')
  expect(await statuses()).toEqual([200, 200, 200])
  health.setState('draining')
  expect(await statuses()).toEqual([200, 200, 503])
})

test('a failing critical check makes a service not ready; the reason stays inside', async () => {
  const { app, health } = await createTestApp({ checks: [store, disk] })
  await health.start()
  health.setState('ready')
  const answer = await app.inject('/readyz')
  expect(answer.statusCode).toBe(503)
  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(answer.body).toBe(
    '[+]lifecycle ok\n[-]store failed: reason withheld\n[+]disk ok\nreadyz check failed\n',
  )
})

test('checks can be left out of the question', async () => {
  const { app, health } = await createTestApp({ checks: [store, disk] })
  await health.start()
  health.setState('ready')
  expect((await app.inject('/readyz?exclude=store')).body).toBe('ok')
  const verbose = await app.inject('/readyz?verbose&exclude=store&exclude=disk')
  expect(verbose.body).toBe('[+]lifecycle ok\nreadyz check passed\n')
})
