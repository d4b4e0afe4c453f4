import { expect, test } from 'vitest'
import { marks } from '../../library/search/marks.ts'
import { searchTerms } from '../../library/search/matching.ts'
import { matchExpression } from './match-expression.ts'

const nothing = { terms: [], marks: [], without: [] }

test('the words of a search are quoted and put side by side', () => {
  const expression = (words: string) => matchExpression({ ...nothing, terms: searchTerms(words) })
  expect(expression('linux term')).toBe('(- {marks} : ("linux" "term" *))')
  expect(expression('linux t')).toBe('(- {marks} : ("linux" "t"))')
})

test('marks are looked for in their own column, where no search can spell them', () => {
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
  expect(matchExpression(nothing)).toBe('')
  expect(matchExpression({ ...nothing, without: [marks.favourite] })).toBe('')
})
