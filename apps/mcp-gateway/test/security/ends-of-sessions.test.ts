import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventsOf, openEvents } from '../events.ts'
import { type Gateway, startGateway } from '../gateway.ts'
import { startLateFeed } from '../late-feed.ts'
import { openSession } from '../session.ts'
import { startWeb, type Web } from '../web.ts'
import { legacyRequest } from '../wire.ts'
import { bearer, makeToken, revokeToken } from './tokens.ts'

let web: Web

beforeAll(async () => {
  web = await startWeb()
  await web.save({
    title: 'Mail',
    content: 'To {{to}}.',
    variables: [{ name: 'to', required: true }],
  })
})

afterAll(async () => {
  await web?.stop()
})

const start = (webUrl: string) => startGateway({ webUrl, settings: { authRequired: true } })

/** A request that waits for a person, in a session: its answer, which has begun. */
async function askAndWait({ url }: Gateway, token: string) {
  const session = await openSession(url, {
    headers: bearer(token),
    capabilities: { elicitation: {} },
  })
  const response = await fetch(new URL('/mcp', url), {
    method: 'POST',
    headers: {
      ...session.headers,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: legacyRequest('prompts/get', { name: 'mail' }),
  })
  const events = eventsOf(response)
  expect(JSON.parse((await events.next()).data)).toMatchObject({ method: 'elicitation/create' })
  return { session, events }
}

test('what a session owes when its token is revoked is answered, and says what to do', async () => {
  const gateway = await start(web.url)
  const made = await makeToken(web.url)
  const { events } = await askAndWait(gateway, made.token)
  await revokeToken(web.url, made)
  expect(JSON.parse((await events.next()).data)).toMatchObject({
    id: 1,
    error: { code: -32_603, data: { code: 'PB_MCP_SESSION_ENDED', retryable: true } },
  })
  await gateway.stop()
})

test('a feed of changes that comes late ends streams, and neither sessions nor what they owe', async () => {
  const late = await startLateFeed(web.url)
  const gateway = await start(late.url)
  const { token } = await makeToken(web.url)
  await late.refused
  const { session, events } = await askAndWait(gateway, token)
  const stream = await openEvents(gateway.url, session.headers)
  late.letThrough()
  await stream.rest()
  expect((await session.ask('prompts/list', {}, 2)).message.result).toMatchObject({
    prompts: [{ name: 'mail' }],
  })
  await events.close()
  await gateway.stop()
  late.stop()
})
