import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventsOf, openEvents } from './events.ts'
import { type Gateway, startGateway } from './gateway.ts'
import { openSession } from './session.ts'
import { startWeb, type Web } from './web.ts'
import { modernRequest, post } from './wire.ts'

let web: Web
let gateway: Gateway

beforeAll(async () => {
  web = await startWeb()
  await web.save({ title: 'Greeting', content: 'Hello' })
})

beforeEach(async () => {
  gateway = await startGateway({ webUrl: web.url, hosting: { keepAliveMs: 50 } })
})

afterEach(async () => {
  await gateway.stop()
})

afterAll(async () => {
  await web?.stop()
})

/** Opens a stream of 2026-07-28 by hand. */
async function listen() {
  const [body, headers] = modernRequest('subscriptions/listen', {
    notifications: { promptsListChanged: true },
  })
  const response = await fetch(new URL('/mcp', gateway.url), {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body,
  })
  const events = eventsOf(response)
  expect(JSON.parse((await events.next()).data)).toMatchObject({
    method: 'notifications/subscriptions/acknowledged',
  })
  return events
}

test('a subscription ends with its result, and a session’s stream ends', async () => {
  const listening = await listen()
  const session = await openSession(gateway.url)
  const events = await openEvents(gateway.url, session.headers)
  await gateway.app.startDrain(5_000)
  const last = await listening.rest()
  expect(last.map(({ data }) => JSON.parse(data))).toMatchObject([
    { id: 1, result: { resultType: 'complete' } },
  ])
  expect(await events.rest()).toEqual([])
})

test('while it drains, what is asked is answered on a connection that closes', async () => {
  const session = await openSession(gateway.url)
  await gateway.app.startDrain(5_000)
  for (const answer of [
    await session.ask('prompts/get', { name: 'greeting' }),
    await post(
      gateway.url,
      ...modernRequest('resources/read', { uri: 'promptbin://prompts/greeting' }),
    ),
  ]) {
    expect(answer.status).toBe(200)
    expect(answer.headers.get('connection')).toBe('close')
  }
})

test('while it drains, no stream is begun', async () => {
  await gateway.app.startDrain(5_000)
  const [body, headers] = modernRequest('subscriptions/listen', {
    notifications: { promptsListChanged: true },
  })
  expect(await post(gateway.url, body, headers)).toMatchObject({
    status: 503,
    message: { id: 1, error: { data: { code: 'PB_MCP_DRAINING', retryable: true } } },
  })
  const upgrade = await fetch(new URL('/mcp/stdio', gateway.url))
  expect(upgrade.status).toBe(426)
})

test('streams that have nothing to tell carry comments', async () => {
  const session = await openSession(gateway.url)
  const listening = await listen()
  const events = await openEvents(gateway.url, session.headers)
  expect(await events.comment()).toBe(': keepalive')
  expect(await listening.comment()).toBe(': keepalive')
  await Promise.all([events.close(), listening.close()])
})
