import { beforeEach, expect, test } from 'vitest'
import { createAnswerTemplate } from './answer-template.ts'
import { createKeptAnswers } from './kept-answers.ts'

const template = createAnswerTemplate({ id: 1, result: {} })
const answer = { template, about: 'it' }

let revision: number | undefined
let nowMs: number

beforeEach(() => {
  revision = 1
  nowMs = 0
})

const create = () => createKeptAnswers<string>({ revision: () => revision, now: () => nowMs })

test('an answer is kept as long as nothing changes', () => {
  const kept = create()
  kept.keep('key', answer, 1)
  expect(kept.find('key')?.about).toBe('it')
  expect(kept.find('other')).toBeUndefined()
  revision = 2
  expect(kept.find('key')).toBeUndefined()
  expect(kept.entries).toBe(0)
})

test('nothing is found, and nothing kept, while nobody would tell of a change', () => {
  const kept = create()
  kept.keep('key', answer, 1)
  revision = undefined
  expect(kept.find('key')).toBeUndefined()
  kept.keep('key', answer, undefined)
  expect(kept.entries).toBe(0)
})

test('an answer that was asked for before a change is not kept', () => {
  const kept = create()
  revision = 2
  kept.keep('key', answer, 1)
  expect(kept.find('key')).toBeUndefined()
})

test('an order by use may be a minute old, no more', () => {
  const kept = create()
  kept.keep('key', answer, 1)
  nowMs = 59_999
  expect(kept.find('key')).toBeDefined()
  nowMs = 60_000
  expect(kept.find('key')).toBeUndefined()
})

test('what is not used for longest makes room, and what is too large is not kept', () => {
  const kept = create()
  for (let index = 0; index < 11_000; index++) kept.keep(`key ${index}`, answer, 1)
  expect(kept.entries).toBe(10_000)
  expect(kept.find('key 0')).toBeUndefined()
  expect(kept.find('key 10999')).toBeDefined()
  const large = createAnswerTemplate({ id: 1, result: { text: 'x'.repeat(2 * 1024 * 1024) } })
  kept.keep('large', { template: large, about: 'it' }, 1)
  expect(kept.find('large')).toBeUndefined()
  expect(kept.bytes).toBeLessThanOrEqual(64 * 1024 * 1024)
})
