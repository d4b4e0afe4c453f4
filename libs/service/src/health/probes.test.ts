import type { HealthCheck } from '@promptbin/health'
import { expect, test } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'

const store: HealthCheck = {
  name: 'store:read',
  severity: 'critical',
  componentType: 'datastore',
  run: () => Promise.reject(new Error('locked by 7')),
}
const search: HealthCheck = {
  name: 'search:index',
  severity: 'major',
  componentType: 'datastore',
  run: () => Promise.reject(new Error('malformed')),
}
const disk: HealthCheck = {
  name: 'disk:bytes',
  severity: 'critical',
  componentType: 'system',
  run: async () => ({}),
}

test('a service is alive from the start, started later, ready when it says so', async () => {
  const { app, health } = await createTestApp()
  await health.start()
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
  const { app, health } = await createTestApp({ checks: [store, search, disk] })
  await health.start()
  health.setState('ready')
  const answer = await app.inject('/readyz')
  expect(answer.statusCode).toBe(503)
  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
  const lines = answer.body.split('\n')
  expect(lines.slice(0, 4)).toEqual([
    '[+]lifecycle ok',
    '[-]store:read failed: reason withheld',
    '[-]search:index failed: reason withheld (not required)',
    '[+]disk:bytes ok',
  ])
  expect(lines.slice(-2)).toEqual(['readyz check failed', ''])
})

test('checks can be left out of the question', async () => {
  const { app, health } = await createTestApp({ checks: [store, search, disk] })
  await health.start()
  health.setState('ready')
  expect((await app.inject('/readyz?exclude=store:read')).body).toBe('ok')
  const query = 'verbose&exclude=store:read&exclude=disk:bytes'
  const { statusCode, body } = await app.inject(`/readyz?${query}`)
  expect(statusCode).toBe(200)
  expect(body).not.toContain('store:read')
  expect(body).not.toContain('disk:bytes')
  expect(body).toContain('[-]search:index failed: reason withheld (not required)\n')
  expect(body).toMatch(/readyz check passed\n$/)
})

test('one check can be asked for by its name', async () => {
  const { app, health } = await createTestApp({ checks: [store, search, disk] })
  await health.start()
  const ask = async (url: string) => {
    const { statusCode, body } = await app.inject(url)
    return [statusCode, body]
  }
  expect(await ask('/readyz/disk:bytes')).toEqual([200, 'ok'])
  expect(await ask('/readyz/disk:bytes?verbose')).toEqual([
    200,
    '[+]disk:bytes ok\nreadyz check passed\n',
  ])
  expect(await ask('/readyz/store:read')).toEqual([
    503,
    '[-]store:read failed: reason withheld\nreadyz check failed\n',
  ])
  expect((await ask('/readyz/search:index'))[0]).toBe(503)
  expect((await ask('/readyz/lifecycle'))[0]).toBe(503)
  expect((await ask('/readyz/nothing'))[0]).toBe(404)
  expect(await ask('/livez/ping')).toEqual([200, 'ok'])
  expect((await ask('/startupz/startup'))[0]).toBe(503)
})
