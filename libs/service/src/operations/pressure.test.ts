import { once } from 'node:events'
import { expect, test } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'
import { exemptFromPressure } from './pressure.ts'

/** An app for which any load is too much, after its first sample. */
async function createStrainedApp() {
  const { app } = await createTestApp({
    pressureLimits: { maxEventLoopDelayMs: 0, maxEventLoopUtilization: Number.MIN_VALUE },
  })
  app.get('/', async () => 'answered')
  app.get('/exempt', { config: exemptFromPressure }, async () => 'answered')
  await app.ready()
  while (!app.isUnderPressure()) await once(AbortSignal.timeout(20), 'abort')
  return app
}

test('under pressure a request is turned away, and told when to come back', async () => {
  const app = await createStrainedApp()
  const answer = await app.inject('/')
  expect(answer.json()).toMatchObject({ status: 503, code: 'PB_OVERLOADED' })
  expect(answer.headers['retry-after']).toBe('2')
})

test('probes, scrapes and exempt routes are answered under pressure', async () => {
  const app = await createStrainedApp()
  for (const url of ['/livez', '/health', '/metrics', '/exempt']) {
    expect((await app.inject(url)).statusCode, url).toBe(200)
  }
})
