import { expect, test } from 'vitest'
import { titleKey } from './title-key.ts'

test('titles are put in order without case and accents, and numbers by their value', () => {
  const inOrder = ['10 rules', 'äpfel', 'Apple 9', 'apple 10', 'Émile', 'zebra', 'Ωmega', '日本']
  const sorted = inOrder.toSorted((a, b) => (titleKey(a) < titleKey(b) ? -1 : 1))
  expect(sorted).toEqual(inOrder)
})

test('the longest title of digits has a key of bounded length', () => {
  expect(titleKey('1 '.repeat(100)).length).toBeLessThanOrEqual(200)
})
