import { expect, test } from 'vitest'
import { marks } from '../../library/search/marks.ts'
import { searchTerms } from '../../library/search/matching.ts'
import { documentVector } from './document-vector.ts'
import { matchQuery, rankQuery } from './search-query.ts'

const asked = (words: string) => ({ terms: searchTerms(words), marks: [], without: [] })

test('words and marks are lexemes of a query, beginnings up to five letters too', () => {
  expect(matchQuery(asked('Linux term'))).toBe(`'linux' & '^term'`)
  expect(matchQuery(asked('Linux termin'))).toBe(`'linux' & 'termin':*`)
  expect(matchQuery(asked('हिलक'))).toBe(`'~ह~लक':*`)
  const narrowed = { terms: [], marks: [marks.folder('x')], without: [marks.favourite] }
  expect(matchQuery(narrowed)).toBe(`'=f78' & !'=favourite'`)
  expect(matchQuery({ ...narrowed, within: [marks.folder('y'), marks.folder('z')] })).toBe(
    `'=f78' & ('=f79' | '=f7a') & !'=favourite'`,
  )
})

test('words without a letter are looked for in vain, beside others they are left out', () => {
  expect(matchQuery(asked('\u0301'))).toBe(`'!'`)
  expect(matchQuery(asked('\u0301 linux'))).toBe(`'^linux'`)
})

test('matches are ranked by their words alone, of which each counts', () => {
  expect(rankQuery({ ...asked('act linux'), marks: ['x'] })).toBe(`'act' | 'linux':*`)
})

test('a vector holds how often a word comes in each field, at most eight times, and the marks', () => {
  const nothing = { title: '', name: '', tags: '[]', description: '', text: '', marks: '' }
  const document = { ...nothing, title: 'Act', name: 'act', text: 'act act हिलकर', marks: 'f78' }
  expect(documentVector(document)).toBe(`'=f78' 'act':1A,2B,3D,4D 'ह':1D 'लकर':1D '~ह~लकर'`)
  expect(documentVector({ ...nothing, text: 'x '.repeat(20) })).toBe(`'x':1D,2D,3D,4D,5D,6D,7D,8D`)
})
