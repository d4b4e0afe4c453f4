import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Gateway, startGateway } from './gateway.ts'
import { openSession } from './session.ts'
import { startWeb, type Web } from './web.ts'
import { modernRequest, post } from './wire.ts'

let web: Web
let gateway: Gateway

beforeAll(async () => {
  web = await startWeb()
  await web.save({ name: 'greeting', title: 'Greeting', content: 'Hello' })
  gateway = await startGateway({ webUrl: web.url })
})

afterAll(async () => {
  await gateway?.stop()
  await web?.stop()
})

const uri = 'promptbin://prompts/greeting'
const minute = 60_000
const hour = 3_600_000

type Row = readonly [string, Record<string, unknown>, number, 'public' | 'private']

/** Depends on the program alone, so everybody may keep it: the rest depends on who asks. */
const rows: readonly Row[] = [
  ['server/discover', {}, hour, 'private'],
  ['resources/templates/list', {}, hour, 'public'],
  ['tools/list', {}, hour, 'private'],
  ['prompts/list', {}, minute, 'private'],
  ['resources/list', {}, minute, 'private'],
  ['resources/read', { uri }, 0, 'private'],
  ['resources/read', { uri: `${uri}?label=latest` }, 0, 'private'],
  ['resources/read', { uri: `${uri}?version=1` }, hour, 'private'],
  ['resources/read', { uri: 'promptbin://list-prompts' }, 0, 'private'],
  ['resources/read', { uri: 'promptbin://get-prompt-by-name/greeting' }, 0, 'private'],
]

test.each(rows)('%s %j may be kept for %i ms, %s', async (method, params, ttlMs, cacheScope) => {
  // Once by the server, and once from what is kept of its answer.
  for (let round = 0; round < 2; round++) {
    const { message } = await post(gateway.url, ...modernRequest(method, params))
    expect(message.result).toMatchObject({ ttlMs, cacheScope })
  }
})

test('a version that was told to be good for an hour is the same after a change', async () => {
  const read = async () => {
    const pinned = { uri: `${uri}?version=1` }
    const { message } = await post(gateway.url, ...modernRequest('resources/read', pinned))
    return message.result?.['contents']
  }
  const before = await read()
  const response = await fetch(new URL('/api/v1/prompts/greeting', web.url), {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', 'if-match': '*' },
    body: JSON.stringify({ content: 'Good day' }),
  })
  expect(response.status).toBe(200)
  expect(await read()).toEqual(before)
})

test.each(['prompts/list', 'tools/list', 'resources/list'])(
  'the revisions before 2026-07-28 know nothing of that in %s',
  async (method) => {
    const session = await openSession(gateway.url)
    const { result } = (await session.ask(method)).message
    expect(result).not.toHaveProperty('ttlMs')
    expect(result).not.toHaveProperty('cacheScope')
  },
)
