import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  answer,
  type Behaviour,
  type FarSide,
  overloaded,
  problem,
  reset,
  silence,
  startFarSide,
} from '../../test/web/far-side.ts'
import { page, prompt } from '../../test/web/prompts.ts'
import { createPromptClient } from '../create-prompt-client.ts'
import type { PromptClient } from '../prompt-client.ts'

const call = { client: 'test' }
let web: FarSide
let client: PromptClient

function connect(timeoutMs = 2_000, attemptTimeoutMs = timeoutMs): PromptClient {
  return createPromptClient({
    baseUrl: web.url,
    followChanges: false,
    timeoutMs,
    attemptTimeoutMs,
    random: () => 0,
  })
}

beforeEach(async () => {
  web = await startFarSide(answer(page))
  client = connect()
})

afterEach(async () => {
  await client.close()
  await web.close()
})

/** Misbehaves for the first request only. */
const onceThen = (first: Behaviour, then: Behaviour): Behaviour => {
  let seen = false
  return (arrived) => {
    const behaviour = seen ? then : first
    seen = true
    behaviour(arrived)
  }
}

test('nobody listening is PB_LIBRARY_UNREACHABLE and names the address', async () => {
  await web.close()
  const error = await client.list({}, call).catch((thrown) => thrown)
  expect(error).toMatchObject({ code: 'PB_LIBRARY_UNREACHABLE', status: 503, class: 'transient' })
  expect(error.message).toContain(web.url)
  web = await startFarSide(answer(page))
})

test('a connection that is reset is tried once more', async () => {
  web.behave(onceThen(reset, answer(page)))
  expect(await client.list({}, call)).toEqual({ value: page })
  expect(web.requests).toHaveLength(2)
})

test('a connection that is reset twice is PB_LIBRARY_UNREACHABLE, and not tried a third time', async () => {
  web.behave(reset)
  await expect(client.list({}, call)).rejects.toMatchObject({ code: 'PB_LIBRARY_UNREACHABLE' })
  expect(web.requests).toHaveLength(2)
})

test('a connection that is reset in the middle of the answer is tried once more', async () => {
  const torn: Behaviour = ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
    response.write('{"items":[', () => response.destroy())
  }
  web.behave(onceThen(torn, answer(page)))
  expect(await client.list({}, call)).toEqual({ value: page })
})

test('silence ends in PB_LIBRARY_TIMEOUT when the time of the call is over', async () => {
  web.behave(silence)
  await client.close()
  client = connect(200)
  await expect(client.list({}, call)).rejects.toMatchObject({
    code: 'PB_LIBRARY_TIMEOUT',
    status: 504,
    class: 'transient',
  })
})

test('an answer whose body never ends is a timeout as well', async () => {
  web.behave(({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.write('{')
  })
  await client.close()
  client = connect(200)
  await expect(client.list({}, call)).rejects.toMatchObject({ code: 'PB_LIBRARY_TIMEOUT' })
})

test('an attempt that takes too long is given up and tried once more', async () => {
  web.behave(onceThen(silence, answer(page)))
  await client.close()
  client = connect(5_000, 100)
  expect(await client.list({}, call)).toEqual({ value: page })
})

test('an overloaded prompt-web is asked once more, after the time that it asks for', async () => {
  web.behave(onceThen(overloaded('0'), answer(page)))
  expect(await client.list({}, call)).toEqual({ value: page })
})

test('nobody waits longer for an overloaded prompt-web than the call may take', async () => {
  web.behave(overloaded('30'))
  await expect(client.list({}, call)).rejects.toMatchObject({ code: 'PB_OVERLOADED' })
  expect(web.requests).toHaveLength(1)
})

test('a 503 that names no time is not tried again', async () => {
  web.behave(problem(503, 'PB_DRAINING'))
  await expect(client.list({}, call)).rejects.toMatchObject({ code: 'PB_DRAINING' })
  expect(web.requests).toHaveLength(1)
})

test('a deadline that has passed is a timeout without a request', async () => {
  const asked = client.list({}, { ...call, deadline: Date.now() - 1 })
  await expect(asked).rejects.toMatchObject({ code: 'PB_LIBRARY_TIMEOUT' })
  expect(web.requests).toHaveLength(0)
})

test('one call that is cancelled ends its request and no other', async () => {
  const leaving = new AbortController()
  const held: (() => void)[] = []
  const bothArrived = new Promise<void>((resolve) => {
    web.behave((arrived) => {
      held.push(() => answer(page)(arrived))
      if (held.length === 2) resolve()
    })
  })
  const cancelled = client.list({}, { ...call, signal: leaving.signal })
  const other = client.list({ q: 'other' }, call)
  await bothArrived
  const [first] = web.requests
  leaving.abort()
  await expect(cancelled).rejects.toMatchObject({ code: 'PB_LIBRARY_CALL_CANCELLED' })
  if (first && !first.response.destroyed) await once(first.response, 'close')
  for (const release of held) release()
  expect(await other).toEqual({ value: page })
  expect(web.requests).toHaveLength(2)
})

test.each<[string, Behaviour]>([
  ['a page of HTML', answer('<h1>It works</h1>', 200, 'text/html')],
  ['broken JSON', answer('{"items":', 200)],
  ['JSON of another form', answer({ items: [{ name: 'x' }], nextCursor: null, total: 1 })],
  ['an error that is no problem', answer({ error: 'Bad Gateway' }, 502)],
  ['an error page', answer('<h1>Bad Gateway</h1>', 502, 'text/html')],
  ['a redirect', answer('{}', 302)],
])('%s is PB_LIBRARY_ANSWER_INVALID', async (_, behaviour) => {
  web.behave(behaviour)
  await expect(client.list({}, call)).rejects.toMatchObject({
    code: 'PB_LIBRARY_ANSWER_INVALID',
    status: 502,
  })
  expect(web.requests).toHaveLength(1)
})

test('an invalid answer is named by its place and not by its text', async () => {
  web.behave(answer({ ...prompt, version: { ...prompt.version, messages: 'SECRET' } }))
  const error = await client.get('linux-terminal', {}, call).catch((thrown) => thrown)
  expect(error.message).toContain('/version/messages')
  expect(error.message).not.toContain('SECRET')
})

describe('what prompt-web says of a request that was altered on its way', () => {
  test('is no answer to what was asked: what was seen before is given', async () => {
    const seen = await client.list({}, call)
    for (const code of ['PB_REQUEST_MALFORMED', 'PB_ROUTE_NOT_FOUND']) {
      web.behave(problem(code === 'PB_ROUTE_NOT_FOUND' ? 404 : 400, code))
      expect(await client.list({}, call)).toEqual({ ...seen, staleSinceMs: expect.any(Number) })
    }
  })

  test('is told as what may be tried again where nothing was seen', async () => {
    web.behave(problem(400, 'PB_REQUEST_MALFORMED'))
    await expect(client.list({ q: 'unseen' }, call)).rejects.toMatchObject({
      code: 'PB_LIBRARY_REQUEST_GARBLED',
      status: 502,
      class: 'transient',
    })
  })

  test('is not meant by a refusal of what was asked', async () => {
    await client.list({}, call)
    web.behave(problem(422, 'PB_REQUEST_INVALID'))
    await expect(client.list({}, call)).rejects.toMatchObject({ code: 'PB_REQUEST_INVALID' })
  })

  test('is what anybody else answers, who stands in the place of prompt-web', async () => {
    const seen = await client.list({}, call)
    web.behave(answer('<h1>Bad Request</h1>', 400, 'text/html'))
    expect(await client.list({}, call)).toEqual({ ...seen, staleSinceMs: expect.any(Number) })
    web.behave(answer({ error: 'bad request' }, 400))
    expect(await client.list({}, call)).toEqual({ ...seen, staleSinceMs: expect.any(Number) })
  })
})
