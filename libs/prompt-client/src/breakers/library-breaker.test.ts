import type { BreakerState } from '@promptbin/breaker'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  answer,
  type Behaviour,
  type FarSide,
  problem,
  reset,
  silence,
  startFarSide,
} from '../../test/web/far-side.ts'
import { page } from '../../test/web/prompts.ts'
import { createPromptClient } from '../create-prompt-client.ts'
import type { PromptClient } from '../prompt-client.ts'

const call = { client: 'test' }
let web: FarSide
let client: PromptClient
let states: BreakerState[]
let changed: ((state: BreakerState) => void)[]

/** Resolves at the breaker's next change to `state`. */
const becomes = (state: BreakerState) =>
  new Promise<void>((resolve) => changed.push((next) => next === state && resolve()))

beforeEach(async () => {
  web = await startFarSide(answer(page))
  states = []
  changed = []
  client = createPromptClient({
    baseUrl: web.url,
    followChanges: false,
    timeoutMs: 2_000,
    resetTimeoutMs: 20,
    random: () => 0,
    observer: {
      breaker: (_kind, state) => {
        states.push(state)
        for (const listener of changed) listener(state)
      },
    },
  })
})

afterEach(async () => {
  await client.close()
  await web.close()
})

const list = () => client.list({}, call).catch((error) => error)

/** Ten attempts: as many as the breaker wants to see before it judges. */
async function failTenTimes(behaviour: Behaviour = problem(500, 'PB_INTERNAL')): Promise<void> {
  web.behave(behaviour)
  for (let n = 0; n < 10; n++) await list()
}

test('it stays closed while fewer than ten attempts have been made', async () => {
  web.behave(problem(500, 'PB_INTERNAL'))
  for (let n = 0; n < 9; n++) await list()
  expect(client.breakerStates().reads).toBe('closed')
  expect(states).toEqual([])
})

test('it opens at the tenth failure, and then fails at once without asking or trying again', async () => {
  await failTenTimes()
  expect(states).toEqual(['open'])
  const asked = web.requests.length
  const error = await list()
  expect(error).toMatchObject({ code: 'PB_LIBRARY_UNAVAILABLE', status: 503, class: 'transient' })
  expect(web.requests).toHaveLength(asked)
})

test('it opens too when connections are reset', async () => {
  await failTenTimes(reset)
  expect(client.breakerStates().reads).toBe('open')
})

test('it closes by itself when prompt-web is back', async () => {
  const trial = becomes('half-open')
  await failTenTimes()
  await trial
  web.behave(answer(page))
  expect(await list()).toEqual({ value: page })
  expect(states).toEqual(['open', 'half-open', 'closed'])
})

test('it opens again when the trial fails', async () => {
  const trial = becomes('half-open')
  await failTenTimes()
  await trial
  await list()
  expect(states.slice(0, 3)).toEqual(['open', 'half-open', 'open'])
})

test('a trial that its asker left does not close it', async () => {
  const trial = becomes('half-open')
  await failTenTimes()
  await trial
  const leaving = new AbortController()
  const arrived = new Promise<void>((resolve) => web.behave(() => resolve()))
  const asked = client.list({}, { ...call, signal: leaving.signal }).catch((error) => error)
  await arrived
  leaving.abort()
  expect(await asked).toMatchObject({ code: 'PB_LIBRARY_CALL_CANCELLED' })
  expect(states).not.toContain('closed')
})

test.each([404, 412, 422, 507])('refusals with status %i never open it', async (status) => {
  await failTenTimes(problem(status, 'PB_REFUSED'))
  await failTenTimes(problem(status, 'PB_REFUSED'))
  expect(client.breakerStates().reads).toBe('closed')
})

test.each([429, 503])('status %i counts as a failure', async (status) => {
  await failTenTimes(problem(status, 'PB_OVERLOADED'))
  expect(states[0]).toBe('open')
})

test('a probe goes through while it is open and does not change it', async () => {
  await client.close()
  client = createPromptClient({
    baseUrl: web.url,
    followChanges: false,
    timeoutMs: 2_000,
    resetTimeoutMs: 60_000,
  })
  await failTenTimes()
  web.behave(answer('ok', 200, 'text/plain'))
  await client.probe(call)
  expect(client.breakerStates().reads).toBe('open')
})

test('closing the client ends what is under way', async () => {
  const arrived = new Promise<void>((resolve) => web.behave((request) => resolve(silence(request))))
  const asked = list()
  await arrived
  await client.close()
  expect(await asked).toMatchObject({ name: 'PromptBinError', class: 'transient' })
})
