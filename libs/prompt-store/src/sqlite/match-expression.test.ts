import { expect, test } from 'vitest'
import { marksOf, matchExpression, searchTerms } from './match-expression.ts'

test('a search is its words, each quoted, the last one perhaps only begun', () => {
  const terms = searchTerms(`act "as" linux* OR NEAR(x)`)
  expect(terms).toEqual(['act', 'as', 'linux', 'OR', 'NEAR', 'x'])
  expect(matchExpression(['linux', 'term'], {})).toBe('(- {marks} : ("linux" "term" *))')
  expect(matchExpression(['linux', 't'], {})).toBe('(- {marks} : ("linux" "t"))')
})

test('a tag and a folder are words of their own, that no search can spell', () => {
  expect(marksOf({ tags: ['a b'], folder: 'x/y' })).toBe('t612062 f78 f782f79')
  expect(marksOf({ tags: [], folder: '' })).toBe('')
  const expression = matchExpression(['t612062'], { tag: 'a b', folder: 'x/y' })
  expect(expression).toBe(
    '({marks} : "t612062") AND ({marks} : "f782f79") AND (- {marks} : ("t612062" *))',
  )
})

test('a query that asks for nothing in particular has no expression', () => {
  expect(matchExpression([], {})).toBeUndefined()
  expect(matchExpression([], { tag: '', folder: '' })).toBeUndefined()
})

test('only so many words are looked for, each once, and only so much is read', () => {
  const many = Array.from({ length: 100 }, (_, i) => `w${i}`)
  expect(searchTerms(many.join(' '))).toEqual(many.slice(0, 16))
  expect(searchTerms('a b a b a')).toEqual(['a', 'b'])
  expect(searchTerms('x'.repeat(5_000))[0]).toHaveLength(1_000)
  expect(searchTerms(`${' '.repeat(1_000)}late`)).toEqual([])
})
