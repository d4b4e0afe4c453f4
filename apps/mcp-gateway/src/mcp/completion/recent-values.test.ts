import { expect, test } from 'vitest'
import { createRecentValues } from './recent-values.ts'

const first = (recent: ReturnType<typeof createRecentValues>, who: string, prompt: string) =>
  recent.of(who, prompt).map((given) => Object.fromEntries(given))

test('the latest comes first, and the same again only moves to the front', () => {
  const recent = createRecentValues()
  for (const town of ['Rome', 'Oslo', 'Rome']) recent.remember('ada', 'p', { town })
  expect(first(recent, 'ada', 'p')).toEqual([{ town: 'Rome' }, { town: 'Oslo' }])
})

test('secrets, long texts and texts of several lines are not kept', () => {
  const recent = createRecentValues()
  const values = { openaiApiKey: 'sk', PASSWORD: 'x', long: 'x'.repeat(201), lines: 'a\nb', ok: 1 }
  recent.remember('ada', 'p', values)
  expect(first(recent, 'ada', 'p')).toEqual([{ ok: '1' }])
})

test('what is kept is bounded: the oldest goes', () => {
  const recent = createRecentValues()
  for (let n = 0; n < 50; n++) recent.remember('ada', 'p', { n })
  expect(recent.of('ada', 'p')).toHaveLength(20)
  for (let n = 0; n < 1_000; n++) recent.remember('ada', `prompt-${n}`, { n })
  expect(recent.of('ada', 'p')).toEqual([])
  expect(recent.of('ada', 'prompt-999')).toHaveLength(1)
})

test('no name of a person or prompt can pass for another', () => {
  const recent = createRecentValues()
  recent.remember('a","b', 'c', { x: '1' })
  expect(recent.of('a', 'b","c')).toEqual([])
})
