import { once } from 'node:events'
import { expect, test } from 'vitest'
import { createTestApp, listen } from '../../test/test-app.ts'

const header = (value: string) => ({ 'x-request-timeout-ms': value })

test('without a limit there is no deadline, and the signal stays quiet', async () => {
  const { app } = await createTestApp()
  app.post('/', async ({ deadline }) => {
    await new Promise(setImmediate)
    return { left: deadline.remainingMs() ?? 'any', aborted: deadline.signal.aborted }
  })
  const url = await listen(app)
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', body: '{}', headers })
  expect(await answer.json()).toEqual({ left: 'any', aborted: false })
})

test('the time that is left can be passed on', async () => {
  const { app } = await createTestApp()
  app.get('/', async ({ deadline }) => ({ left: deadline.remainingMs() }))
  const { left } = (await app.inject({ url: '/', headers: header('60000') })).json()
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThanOrEqual(60_000)
})

test('work that watches the signal ends with 504', async () => {
  const { app } = await createTestApp()
  app.get('/', async ({ deadline }) => {
    await once(deadline.signal, 'abort')
    deadline.signal.throwIfAborted()
  })
  const answer = await app.inject({ url: '/', headers: header('30') })
  expect(answer.json()).toMatchObject({ status: 504, code: 'PB_DEADLINE_EXCEEDED' })
})

test('work that does not watch the signal is answered for', async () => {
  const { app } = await createTestApp()
  const release = Promise.withResolvers<string>()
  app.get('/', () => release.promise)
  const answer = await app.inject({ url: '/', headers: header('30') })
  expect(answer.json()).toMatchObject({ status: 504, code: 'PB_DEADLINE_EXCEEDED' })
  release.resolve('too late')
})

test('no work is begun for a request whose time is over', async () => {
  const { app } = await createTestApp()
  let begun = false
  app.get('/', async () => {
    begun = true
  })
  const answer = await app.inject({ url: '/', headers: header('0') })
  expect(answer.json()).toMatchObject({ status: 504, code: 'PB_DEADLINE_EXCEEDED' })
  expect(begun).toBe(false)
})

test.each(['soon', '-1', '1.5', '1e3', ' ', '99999999999'])(
  'a limit that is no number of ms is refused: "%s"',
  async (value) => {
    const { app } = await createTestApp()
    app.get('/', async () => 'answered')
    const answer = await app.inject({ url: '/', headers: header(value) })
    expect(answer.json()).toMatchObject({ status: 400, code: 'PB_DEADLINE_INVALID' })
  },
)

test('a client that leaves aborts the work, with the reason', async () => {
  const { app } = await createTestApp()
  const arrived = Promise.withResolvers<void>()
  const reason = Promise.withResolvers<unknown>()
  app.get('/', async ({ deadline }) => {
    arrived.resolve()
    await once(deadline.signal, 'abort')
    reason.resolve(deadline.signal.reason)
  })
  const url = await listen(app)
  const client = new AbortController()
  const call = fetch(url, { signal: client.signal })
  await arrived.promise
  client.abort()
  await expect(call).rejects.toThrow()
  expect(await reason.promise).toMatchObject({ code: 'PB_REQUEST_ABORTED' })
})
