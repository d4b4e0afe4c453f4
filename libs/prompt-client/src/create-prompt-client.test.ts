import { afterEach, beforeEach, expect, test } from 'vitest'
import { answer, type FarSide, problem, startFarSide } from '../test/web/far-side.ts'
import { page, prompt, rendering } from '../test/web/prompts.ts'
import { createPromptClient } from './create-prompt-client.ts'
import type { CallReport } from './observer.ts'
import type { PromptClient } from './prompt-client.ts'

let web: FarSide
let client: PromptClient
let reports: CallReport[]

beforeEach(async () => {
  web = await startFarSide(answer(page))
  reports = []
  client = createPromptClient({
    baseUrl: web.url,
    followChanges: false,
    timeoutMs: 2_000,
    trace: () => ({ headers: { 'x-request-id': 'request-0001' }, end: () => {} }),
    observer: { call: (report) => reports.push(report) },
  })
})

afterEach(async () => {
  await client.close()
  await web.close()
})

const call = { client: 'claude-code' }

test('a list is asked for with exactly the filters that were given', async () => {
  const listed = await client.list({ q: 'linux & co', tag: '', limit: 100 }, call)
  expect(listed).toEqual({ value: page })
  expect(web.requests[0]?.path).toBe('/api/v1/prompts?q=linux+%26+co&limit=100')
})

test('a prompt is asked for by its name, which cannot leave its place in the path', async () => {
  web.behave(answer(prompt))
  expect(await client.get('linux-terminal', { version: 2 }, call)).toEqual({ value: prompt })
  await client.get('../stats?x=1', {}, call)
  expect(web.requests.map(({ path }) => path)).toEqual([
    '/api/v1/prompts/linux-terminal?version=2',
    '/api/v1/prompts/..%2Fstats%3Fx%3D1',
  ])
})

test('a rendering is asked for with selector and values in the body', async () => {
  web.behave(answer(rendering))
  const request = { label: 'latest', arguments: { command: 'pwd' } }
  expect(await client.render('linux-terminal', request, call)).toEqual({ value: rendering })
  const [arrived] = web.requests
  expect(arrived).toMatchObject({ method: 'POST', path: '/api/v1/prompts/linux-terminal/render' })
  expect(JSON.parse(arrived?.body ?? '')).toEqual(request)
})

test('prompt-web is told the request id, the AI client and the time that is left', async () => {
  await client.list({}, { client: 'Zed ⚡\r\nx-evil: 1', deadline: Date.now() + 1_000 })
  const { headers } = web.requests[0] ?? {}
  expect(headers).toMatchObject({
    'x-request-id': 'request-0001',
    'x-promptbin-client': 'Zed ?x-evil: 1',
  })
  const leftMs = Number(headers?.['x-request-timeout-ms'])
  expect(leftMs).toBeGreaterThan(0)
  expect(leftMs).toBeLessThanOrEqual(900)
})

test('a path in the base URL is kept', async () => {
  const proxied = createPromptClient({
    baseUrl: `${web.url}/promptbin/`,
    followChanges: false,
    timeoutMs: 2_000,
  })
  await proxied.list({}, call)
  await proxied.close()
  expect(web.requests[0]?.path).toBe('/promptbin/api/v1/prompts')
})

test('kept connections serve many calls', async () => {
  const ports = new Set<number | undefined>()
  web.behave((arrived) => {
    ports.add(arrived.response.socket?.remotePort)
    answer(page)(arrived)
  })
  for (let n = 0; n < 20; n++) await client.list({}, call)
  // A connection may still be finishing one answer when the next call comes.
  expect(ports.size).toBeLessThanOrEqual(2)
})

test('what prompt-web refuses is thrown with the code, status, hint and fields it gave', async () => {
  web.behave(
    answer(
      {
        type: 'about:blank',
        title: 'Unprocessable',
        status: 422,
        detail: 'The request is not valid.',
        code: 'PB_REQUEST_INVALID',
        hint: 'Send a number.',
        errors: [{ pointer: '/limit', message: 'must be integer' }],
      },
      422,
      'application/problem+json',
    ),
  )
  await expect(client.list({}, call)).rejects.toMatchObject({
    code: 'PB_REQUEST_INVALID',
    status: 422,
    class: 'user',
    message: 'The request is not valid.',
    hint: 'Send a number.',
    fields: [{ pointer: '/limit', message: 'must be integer' }],
  })
  expect(web.requests).toHaveLength(1)
})

test.each([
  [404, 'user'],
  [429, 'transient'],
  [500, 'internal'],
  [503, 'transient'],
  [507, 'permanent'],
])('an answer with status %i is an error of class %s', async (status, errorClass) => {
  web.behave(problem(status, 'PB_ANY'))
  await expect(client.list({}, call)).rejects.toMatchObject({ status, class: errorClass })
})

test('every call is reported once, with the error it ended with', async () => {
  await client.list({}, call)
  web.behave(problem(404, 'PB_PROMPT_NOT_FOUND'))
  await client.get('nobody', {}, call).catch(() => {})
  expect(reports).toMatchObject([
    { operation: 'list', error: undefined },
    { operation: 'get', error: { code: 'PB_PROMPT_NOT_FOUND' } },
  ])
})

test('a probe asks only whether the process answers', async () => {
  web.behave(answer('ok', 200, 'text/plain'))
  await client.probe(call)
  expect(web.requests[0]?.path).toBe('/livez')
  expect(reports).toEqual([])
})

test('a clock that is set while a call is under way neither ends nor prolongs it', async () => {
  await client.close()
  let setForwardMs = 0
  const clock = { now: () => Date.now() + setForwardMs, steady: () => performance.now() }
  client = createPromptClient({ baseUrl: web.url, followChanges: false, timeoutMs: 2_000, clock })
  web.behave((arrived) => {
    setForwardMs += 3_600_000
    // The second attempt has to see that there is time left.
    web.behave(answer(page))
    arrived.response.destroy()
  })
  expect(await client.list({}, { ...call, deadline: clock.now() + 2_000 })).toEqual({ value: page })
})
