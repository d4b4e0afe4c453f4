import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  type Arrived,
  answer,
  type FarSide,
  overloaded,
  problem,
  reset,
  silence,
  startFarSide,
} from '../../test/web/far-side.ts'
import { prompt } from '../../test/web/prompts.ts'
import { createPromptClient } from '../create-prompt-client.ts'
import type { RetryOutcome } from '../observer.ts'
import type { PromptClient } from '../prompt-client.ts'

const call = { client: 'test', principal: 'token:ada' }
const draft = { title: 'Linux Terminal', content: 'x' }
let web: FarSide
let client: PromptClient
let retries: RetryOutcome[]

beforeEach(async () => {
  web = await startFarSide(answer(prompt, 201))
  retries = []
  client = createPromptClient({
    baseUrl: web.url,
    followChanges: false,
    timeoutMs: 5_000,
    random: () => 0,
    observer: { retry: (outcome) => retries.push(outcome) },
  })
})

afterEach(async () => {
  await client.close()
  await web.close()
})

/** Behaves so once, and then well. */
const once = (behaviour: (arrived: Arrived) => void) =>
  web.behave((arrived) => {
    web.behave(answer(prompt, 201))
    behaviour(arrived)
  })

const headersOf = (name: string) => web.requests.map(({ headers }) => headers[name])

test('a request says what whoever asks may see', async () => {
  await client.create(draft, { ...call, folders: ['Büro', 'a b'] })
  await client.create(draft, call)
  expect(headersOf('x-promptbin-folders')).toEqual(['B%C3%BCro,a%20b', undefined])
})

test('a write says who makes it, under a key that no other write has', async () => {
  expect(await client.create(draft, call)).toEqual(prompt)
  await client.create(draft, call)
  expect(web.requests[0]?.headers).toMatchObject({
    'x-promptbin-client': 'test',
    'x-promptbin-author': 'token:ada',
  })
  const keys = headersOf('idempotency-key')
  expect(new Set(keys).size).toBe(2)
  for (const key of keys) expect(key).toMatch(/^[!-~]{10,100}$/)
})

test('an update is for the state that is named, or for any', async () => {
  await client.update('a', { content: 'x' }, call)
  await client.update('a', { content: 'x' }, { ...call, ifMatch: '"7"' })
  expect(web.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'PATCH /api/v1/prompts/a',
    'PATCH /api/v1/prompts/a',
  ])
  expect(headersOf('if-match')).toEqual(['*', '"7"'])
})

test('a write whose answer was lost is sent once more, under the same key', async () => {
  once(reset)
  await client.create(draft, call)
  const keys = headersOf('idempotency-key')
  expect(keys).toHaveLength(2)
  expect(new Set(keys).size).toBe(1)
  expect(web.requests[1]?.body).toBe(web.requests[0]?.body)
  expect(retries).toEqual(['made'])
})

test('a write may bring its own key', async () => {
  await client.create(draft, { ...call, idempotencyKey: 'mine' })
  expect(headersOf('idempotency-key')).toEqual(['mine'])
})

test('a write that is refused or has failed with an answer is not sent again', async () => {
  for (const status of [409, 412, 422, 500, 507]) {
    web.behave(problem(status, 'PB_ANY'))
    await expect(client.create(draft, call)).rejects.toMatchObject({ status })
  }
  expect(web.requests).toHaveLength(5)
})

test('a write waits as long as prompt-web asks for', async () => {
  once(overloaded('0'))
  await client.create(draft, call)
  expect(web.requests).toHaveLength(2)
})

test('when everything fails only a few second attempts are made', async () => {
  web.behave(reset)
  // So few that the breaker, which opens after ten attempts, has no say.
  const writes = Array.from({ length: 6 }, () => client.create(draft, call).catch(() => {}))
  await Promise.all(writes)
  expect(web.requests).toHaveLength(9)
  expect(retries.filter((outcome) => outcome === 'made')).toHaveLength(3)
  expect(retries.filter((outcome) => outcome === 'refused')).toHaveLength(3)
})

test('when writes fail at once because of the breaker, nothing is sent and reads go on', async () => {
  web.behave(problem(500, 'PB_INTERNAL'))
  for (let n = 0; n < 10; n++) await client.create(draft, call).catch(() => {})
  expect(client.breakerStates()).toEqual({ reads: 'closed', writes: 'open' })
  const sent = web.requests.length
  await expect(client.create(draft, call)).rejects.toMatchObject({
    code: 'PB_LIBRARY_UNAVAILABLE',
    class: 'transient',
    hint: expect.stringContaining('Try again'),
  })
  expect(web.requests).toHaveLength(sent)
  web.behave(answer(prompt))
  expect((await client.get('a', {}, call)).value).toEqual(prompt)
})

test('a write without an answer ends by its deadline', async () => {
  web.behave(silence)
  const write = client.create(draft, { ...call, deadline: Date.now() + 300 })
  await expect(write).rejects.toMatchObject({ code: 'PB_LIBRARY_TIMEOUT', class: 'transient' })
})

test('an answer without end is given up', async () => {
  web.behave(({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const more = () => {
      while (response.write(' '.repeat(1024 * 1024)));
      response.once('drain', more)
    }
    more()
  })
  const endless = client.stats({ ...call, deadline: Date.now() + 60_000 })
  await expect(endless).rejects.toMatchObject({ name: 'PromptBinError', class: 'transient' })
  expect(client.describe().cache).toMatchObject({ entries: 0, bytes: 0 })
})
