import { expect, test } from 'vitest'
import { answerText } from './answer-text.ts'

test('a list of nothing is told in a word, and what there is to tell beside it', () => {
  expect(answerText({ items: [] }, {})).toBe('None.')
  expect(answerText({ items: [], nextCursor: null }, {})).toBe('None.')
  expect(answerText({ items: [], total: 3 }, {})).toBe('total  3')
  expect(answerText({ items: [{ name: 'a' }], nextCursor: null }, {})).toBe('NAME\na')
})
