import { expect, test } from 'vitest'
import { isNarrowed, searchTerms } from './matching.ts'

const textsOf = (words: string) => searchTerms(words).map(({ text }) => text)

test('a search is its words, the last one perhaps only begun', () => {
  expect(textsOf(`act "as" linux* OR NEAR(x)`)).toEqual(['act', 'as', 'linux', 'OR', 'NEAR', 'x'])
  expect(searchTerms('linux term').map(({ begun }) => begun)).toEqual([false, true])
})

test('a query that asks for nothing in particular cannot be looked up', () => {
  const nothing = { terms: [], marks: [], without: [] }
  expect(isNarrowed(nothing)).toBe(false)
  expect(isNarrowed({ ...nothing, without: ['favourite'] })).toBe(false)
  expect(isNarrowed({ ...nothing, marks: ['favourite'] })).toBe(true)
})

test('only so many words are looked for, each once', () => {
  const many = Array.from({ length: 100 }, (_, i) => `w${i}`)
  expect(textsOf(many.join(' '))).toEqual(many.slice(0, 16))
  expect(textsOf('a b a b a')).toEqual(['a', 'b'])
  expect(searchTerms('ab a')).toEqual([
    { text: 'ab', begun: false },
    { text: 'a', begun: false },
  ])
})
