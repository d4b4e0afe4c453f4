import { localPrincipal, type Principal } from '@promptbin/security'
import { authenticationUnavailable, tokenInvalid } from '@promptbin/service'
import { expect, test } from 'vitest'
import { type Verdict, verdictOf } from './verdict.ts'
import { keyOf, VerdictCache } from './verdict-cache.ts'

const person: Principal = { ...localPrincipal, id: 'token:ada', kind: 'token' }
const stranger: Principal = { ...localPrincipal, id: 'oauth:ada', kind: 'oauth' }

/** A cache, its clock, and what whoever is asked will answer. */
function prepare(first: () => Promise<Verdict> | Verdict = () => verdictOf(person)) {
  const state = { now: 1_000_000, asked: 0, isTold: true, answer: first }
  const cache = new VerdictCache({
    now: () => state.now,
    isTold: () => state.isTold,
    verify: async () => {
      state.asked += 1
      return state.answer()
    },
  })
  return { cache, state }
}

const refuse = () => {
  throw tokenInvalid()
}
const fail = () => {
  throw authenticationUnavailable()
}
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    ({ code }) => code,
  )

test('is asked once, and again after a minute', async () => {
  const { cache, state } = prepare()
  expect(cache.lookUp(keyOf('a'))).toBeUndefined()
  await Promise.all([cache.findOut('a'), cache.findOut('a')])
  expect(state.asked).toBe(1)
  state.now += 59_999
  expect(cache.lookUp(keyOf('a'))?.principal).toBe(person)
  expect(cache.lookUp(keyOf('b'))).toBeUndefined()
  state.now += 1
  expect(cache.lookUp(keyOf('a'))).toBeUndefined()
})

test('does not outlast the token', async () => {
  const { cache, state } = prepare()
  state.answer = () => verdictOf(person, state.now + 10_000)
  await cache.findOut('a')
  state.now += 9_999
  expect(cache.lookUp(keyOf('a'))).toBeDefined()
  state.now += 1
  expect(cache.lookUp(keyOf('a'))).toBeUndefined()
  state.answer = () => verdictOf(person, state.now)
  expect(await codeOf(cache.findOut('a'))).toBe('PB_TOKEN_INVALID')
})

test('where nobody would tell of a change, a token of ours is known for a second only', async () => {
  const { cache, state } = prepare()
  await cache.findOut('ours')
  state.answer = () => verdictOf(stranger)
  await cache.findOut('theirs')
  state.isTold = false
  state.now += 1_000
  expect(cache.lookUp(keyOf('ours'))).toBeUndefined()
  expect(cache.lookUp(keyOf('theirs'))).toBeDefined()
})

test('one that is made leaves those that are known as they are, and may be one that was refused', async () => {
  const { cache, state } = prepare()
  await cache.findOut('a')
  state.answer = refuse
  expect(await codeOf(cache.findOut('b'))).toBe('PB_TOKEN_INVALID')
  cache.forgetRefused()
  expect(cache.lookUp(keyOf('a'))).toBeDefined()
  state.answer = () => verdictOf(person)
  expect((await cache.findOut('b')).principal).toBe(person)
})

test('forgets tokens of ours when one changed, and asks again', async () => {
  const { cache, state } = prepare()
  await cache.findOut('a')
  cache.forget()
  expect(cache.lookUp(keyOf('a'))).toBeUndefined()
  state.answer = refuse
  expect(await codeOf(cache.findOut('a'))).toBe('PB_TOKEN_INVALID')
})

test('an answer that was under way when a token changed is not relied on', async () => {
  const { promise, resolve } = Promise.withResolvers<Verdict>()
  const { cache } = prepare(() => promise)
  const finding = cache.findOut('a')
  cache.forget()
  resolve(verdictOf(person))
  expect((await finding).principal).toBe(person)
  expect(cache.lookUp(keyOf('a'))).toBeUndefined()
})

test('who was refused is refused for a while without asking', async () => {
  const { cache, state } = prepare(refuse)
  expect(await codeOf(cache.findOut('a'))).toBe('PB_TOKEN_INVALID')
  state.answer = () => verdictOf(person)
  expect(await codeOf(cache.findOut('a'))).toBe('PB_TOKEN_INVALID')
  expect(state.asked).toBe(1)
  state.now += 10_000
  expect(await codeOf(cache.findOut('a'))).toBe('no error')
})

test('while nobody can be asked, who was known is let in for ten minutes, and no longer', async () => {
  const { cache, state } = prepare()
  await cache.findOut('a')
  state.answer = fail
  state.isTold = false
  for (let seconds = 60; seconds < 600; seconds += 60) {
    state.now += 60_000
    expect(cache.lookUp(keyOf('a'))).toBeUndefined()
    expect(await codeOf(cache.findOut('a'))).toBe('no error')
    // For some seconds nobody is asked again, so nobody waits for that either.
    expect(cache.lookUp(keyOf('a'))).toBeDefined()
  }
  state.now += 60_000
  expect(await codeOf(cache.findOut('a'))).toBe('PB_AUTH_UNAVAILABLE')
  expect(await codeOf(cache.findOut('b'))).toBe('PB_AUTH_UNAVAILABLE')
})

test('who was revoked meanwhile is let in no more once somebody can be asked', async () => {
  const { cache, state } = prepare()
  await cache.findOut('a')
  state.now += 60_000
  state.answer = fail
  await cache.findOut('a')
  expect(cache.lookUp(keyOf('a'))).toBeDefined()
  cache.forget()
  expect(cache.lookUp(keyOf('a'))).toBeUndefined()
  state.answer = refuse
  expect(await codeOf(cache.findOut('a'))).toBe('PB_TOKEN_INVALID')
  state.answer = fail
  expect(await codeOf(cache.findOut('a'))).toBe('PB_TOKEN_INVALID')
})

test('neither those who are let in nor those who are refused fill the memory', async () => {
  const { cache, state } = prepare()
  for (let index = 0; index < 2_000; index++) await cache.findOut(`token-${index}`)
  expect(cache.size).toBe(1_000)
  expect(cache.lookUp(keyOf('token-1999'))).toBeDefined()
  state.answer = refuse
  for (let index = 0; index < 2_000; index++) await codeOf(cache.findOut(`wrong-${index}`))
  expect(cache.size).toBe(1_000)
  expect(cache.lookUp(keyOf('token-1999'))).toBeDefined()
})

test('so many are asked about at once, and whoever comes then is told to come again', async () => {
  const { promise, resolve } = Promise.withResolvers<Verdict>()
  const { cache, state } = prepare(() => promise)
  const under = Array.from({ length: 32 }, (_, index) => cache.findOut(`token-${index}`))
  expect(await codeOf(cache.findOut('one-more'))).toBe('PB_AUTH_UNAVAILABLE')
  expect(state.asked).toBe(32)
  resolve(verdictOf(person))
  await Promise.all(under)
  expect(await codeOf(cache.findOut('one-more'))).toBe('no error')
})
