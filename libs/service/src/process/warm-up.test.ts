import { expect, test } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'
import { warmUp } from './warm-up.ts'

test('an app is asked before its first client, and that is no traffic', async () => {
  const { app, lines } = await createTestApp()
  let asked = 0
  app.get('/first', async () => {
    asked += 1
    return 'text'
  })
  await app.ready()
  await warmUp(app.server, ['/first'])
  expect(asked).toBeGreaterThan(1)
  expect(app.traffic.requestsHandled).toBe(0)
  expect((await app.inject('/metrics')).body).not.toContain('/first')
  expect(lines.filter(({ level }) => level !== 'debug')).toEqual([])
})

test('a path that fails does not keep it from starting', async () => {
  const { app } = await createTestApp()
  await app.ready()
  await expect(warmUp(app.server, ['/nowhere'])).resolves.toBeUndefined()
})
