import { describe, expect, test } from 'vitest'
import { openEvents } from './events.ts'
import { statusOf, useHostedGateways } from './hosted-gateways.ts'
import { initializeParams, openSession } from './session.ts'
import { legacyRequest, modernRequest, post } from './wire.ts'

const { start } = useHostedGateways()

describe('the places', () => {
  test('of sessions that are idle are given to new ones, longest idle first', async () => {
    const gateway = await start({ maxConnections: 2 })
    const [first, second] = [await openSession(gateway.url), await openSession(gateway.url)]
    await first.ask('ping')
    const third = await openSession(gateway.url)
    expect((await second.ask('ping')).status).toBe(404)
    expect((await first.ask('ping')).status).toBe(200)
    expect((await third.ask('ping')).status).toBe(200)
    expect((await statusOf(gateway)).sessions).toMatchObject({ open: 2, ended: { evicted: 1 } })
  })

  test('of those with an open stream are kept, and who comes is told to come back', async () => {
    const gateway = await start({ maxConnections: 1 })
    const session = await openSession(gateway.url)
    const events = await openEvents(gateway.url, session.headers)
    const refused = await post(gateway.url, legacyRequest('initialize', initializeParams()))
    expect(refused).toMatchObject({
      status: 503,
      message: {
        id: 1,
        error: { data: { code: 'PB_MCP_CONNECTIONS_EXHAUSTED', retryable: true } },
      },
    })
    expect(refused.headers.get('retry-after')).toBe('2')
    const [body, headers] = modernRequest('subscriptions/listen', {
      notifications: { promptsListChanged: true },
    })
    expect((await post(gateway.url, body, headers)).status).toBe(503)
    expect((await statusOf(gateway)).connections.refused['full']).toBe(2)
    await events.close()
    await expect
      .poll(
        async () =>
          (await post(gateway.url, legacyRequest('initialize', initializeParams()))).status,
      )
      .toBe(200)
  })

  test('of ten thousand abandoned sessions stay within the limit', async () => {
    const gateway = await start({ maxConnections: 10 })
    for (let n = 0; n < 200; n++) await openSession(gateway.url)
    expect((await statusOf(gateway)).connections.open).toBe(10)
  })
})

describe('idle', () => {
  test('too long, a session ends', async () => {
    const gateway = await start({ sessionTimeoutMs: 200 })
    const session = await openSession(gateway.url)
    await expect.poll(async () => (await statusOf(gateway)).sessions.ended['expired']).toBe(1)
    expect((await session.ask('ping')).status).toBe(404)
  })

  test('is no session with an open stream', async () => {
    const gateway = await start({ sessionTimeoutMs: 200 })
    const session = await openSession(gateway.url)
    const events = await openEvents(gateway.url, session.headers)
    const other = await openSession(gateway.url)
    await expect.poll(async () => (await other.ask('ping')).status).toBe(200)
    await expect.poll(async () => (await statusOf(gateway)).sessions.ended['expired']).toBe(1)
    expect((await session.ask('ping')).status).toBe(200)
    await events.close()
    await expect.poll(async () => (await statusOf(gateway)).sessions.ended['expired']).toBe(2)
  })
})
