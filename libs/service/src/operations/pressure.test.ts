import { once } from 'node:events'
import { expect, test } from 'vitest'
import { createTestApp, listen } from '../../test/test-app.ts'
import { exemptFromPressure } from './pressure.ts'

/** An app for which any load is too much, after its first sample. */
async function createStrainedApp() {
  const { app, health, metrics } = await createTestApp({
    maxLoopDelayMs: Number.MIN_VALUE,
  })
  app.get('/', async () => 'answered')
  app.get('/exempt', { config: exemptFromPressure }, async () => 'answered')
  await app.ready()
  await health.start()
  while (!app.isUnderPressure()) await once(AbortSignal.timeout(20), 'abort')
  return { app, metrics }
}

test('under pressure a request is turned away, told when to come back, and counted', async () => {
  const { app, metrics } = await createStrainedApp()
  const url = await listen(app)
  let answer = await fetch(url)
  while (answer.ok) answer = await fetch(url)
  expect(await answer.json()).toMatchObject({ status: 503, code: 'PB_OVERLOADED' })
  expect(answer.headers.get('retry-after')).toBe('2')
  expect(await metrics.render()).toContain('promptbin_shed_requests_total{reason="loop_delay"} 1')
  for (const path of ['/livez', '/health', '/metrics', '/exempt']) {
    expect((await fetch(url + path)).status, path).toBe(200)
  }
})

test('the load of starting turns nobody away', async () => {
  const { app } = await createStrainedApp()
  const url = await listen(app)
  expect((await fetch(url)).status).toBe(200)
})
