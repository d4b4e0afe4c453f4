import { afterEach, beforeEach, expect, test } from 'vitest'
import { answer, type FarSide, problem, reset, startFarSide } from '../../test/web/far-side.ts'
import { page, prompt } from '../../test/web/prompts.ts'
import { createPromptClient } from '../create-prompt-client.ts'
import type { PromptClient } from '../prompt-client.ts'

const call = { client: 'test' }
let web: FarSide
let client: PromptClient
let told: unknown[]

beforeEach(async () => {
  web = await startFarSide(answer(page))
  told = []
  client = createPromptClient({
    baseUrl: web.url,
    followChanges: false,
    timeoutMs: 2_000,
    random: () => 0,
    trace: (attempt) => {
      told.push(attempt)
      const headers = { traceparent: `attempt-${attempt.resends}` }
      return { headers, end: (outcome) => told.push(outcome) }
    },
  })
})

afterEach(async () => {
  await client.close()
  await web.close()
})

test('an attempt is told by its route, never by what is asked, and carries its headers', async () => {
  await client.list({ q: 'secret plans' }, call)
  web.behave(answer(prompt))
  await client.get('linux-terminal', { version: 2 }, call)
  expect(told).toEqual([
    { method: 'GET', template: '/api/v1/prompts', resends: 0 },
    { status: 200 },
    { method: 'GET', template: '/api/v1/prompts/:name', resends: 0 },
    { status: 200 },
  ])
  expect(web.requests.map(({ headers }) => headers['traceparent'])).toEqual([
    'attempt-0',
    'attempt-0',
  ])
})

test('a second attempt is one of its own', async () => {
  web.behave(reset)
  await expect(client.list({}, call)).rejects.toThrow()
  expect(told).toEqual([
    { method: 'GET', template: '/api/v1/prompts', resends: 0 },
    { errorCode: 'PB_LIBRARY_UNREACHABLE' },
    { method: 'GET', template: '/api/v1/prompts', resends: 1 },
    { errorCode: 'PB_LIBRARY_UNREACHABLE' },
  ])
  expect(web.requests[1]?.headers['traceparent']).toBe('attempt-1')
})

test('a refusal ends with its status', async () => {
  web.behave(problem(404, 'PB_PROMPT_NOT_FOUND'))
  await expect(client.get('nothing', {}, call)).rejects.toThrow()
  expect(told.at(-1)).toEqual({ status: 404 })
})

test('what the client asks for itself belongs to no request', async () => {
  await client.probe({ client: 'test' })
  expect(told).toEqual([])
})
