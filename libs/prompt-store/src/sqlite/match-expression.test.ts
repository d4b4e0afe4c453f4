import { expect, test } from 'vitest'
import { marks, marksOf, matchExpression, searchTerms } from './match-expression.ts'

const nothing = { terms: [], marks: [], without: [] }
const textsOf = (words: string) => searchTerms(words).map(({ text }) => text)

test('a search is its words, each quoted, the last one perhaps only begun', () => {
  expect(textsOf(`act "as" linux* OR NEAR(x)`)).toEqual(['act', 'as', 'linux', 'OR', 'NEAR', 'x'])
  const expression = (words: string) => matchExpression({ ...nothing, terms: searchTerms(words) })
  expect(expression('linux term')).toBe('(- {marks} : ("linux" "term" *))')
  expect(expression('linux t')).toBe('(- {marks} : ("linux" "t"))')
})

test('what a list can be narrowed to is words of its own, that no search can spell', () => {
  const plain = { tags: [], folder: '', labels: [], favourite: false, uses: [] }
  expect(marksOf(plain)).toBe('')
  expect(marksOf({ ...plain, tags: ['a b'], folder: 'x/y' })).toBe('t612062 f78 f782f79')
  expect(marksOf({ ...plain, labels: ['a-1'], uses: ['b'], favourite: true })).toBe(
    'l612d31 u62 favourite',
  )
  const expression = matchExpression({
    terms: searchTerms('t612062'),
    marks: [marks.tag('a b'), marks.folder('x/y')],
    without: [marks.favourite],
  })
  expect(expression).toBe(
    '(({marks} : "t612062") AND ({marks} : "f782f79") AND (- {marks} : ("t612062" *)))' +
      ' NOT ({marks} : "favourite")',
  )
})

test('a query that asks for nothing in particular has no expression', () => {
  expect(matchExpression(nothing)).toBeUndefined()
  expect(matchExpression({ ...nothing, without: [marks.favourite] })).toBeUndefined()
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
