import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { searchTerms, type Term } from '../../../library/search/matching.ts'
import { matchExpression } from '../../../sqlite/search/match-expression.ts'
import { makeSnippet } from './snippet.ts'

const database = new DatabaseSync(':memory:')
database.exec(`CREATE VIRTUAL TABLE document USING fts5 (
  text, marks, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4 5')`)
afterAll(() => database.close())
const clear = database.prepare('DELETE FROM document')
const insert = database.prepare(`INSERT INTO document (text, marks) VALUES (?, '')`)
const excerpt = database.prepare(
  `SELECT snippet(document, 0, '\u0002', '\u0003', '…', 24) AS snippet FROM document WHERE document MATCH ?`,
)

function snippetOfFts5(text: string, terms: readonly Term[]): string | undefined {
  clear.run()
  insert.run(text)
  const row = excerpt.get(matchExpression({ terms, marks: [], without: [] }))
  return row === undefined ? undefined : String(row['snippet'])
}

const words = [
  'act',
  'as',
  'a',
  'shell',
  'Shelf',
  'café',
  'cafe\u0301',
  'हिन्दी',
  'हि',
  'न्दी',
  '日本',
  'x',
]
/** Mostly words that are not looked for, so that excerpts have a choice. */
const others = Array.from({ length: 60 }, (_, index) => `lorem${index}`)
const gaps = [' ', ' ', ' ', '. ', ': ', '.\n', ', ', '\n\n', ' — ', '.', '', '\u0301']
const text = fc
  .array(fc.tuple(fc.constantFrom(...words, ...others), fc.constantFrom(...gaps)), {
    maxLength: 90,
    size: 'max',
  })
  .map((parts) => parts.flat().join(''))
const query = fc
  .array(fc.constantFrom(...words, 'she', 'ca', 'fe'), { minLength: 1, maxLength: 3 })
  .map((parts) => searchTerms(parts.join(' ')))

test('an excerpt is the one that FTS5 takes', () => {
  fc.assert(
    fc.property(text, query, (written, terms) => {
      const expected = snippetOfFts5(written, terms)
      fc.pre(expected !== undefined)
      expect(makeSnippet(written, terms)).toBe(expected)
    }),
    { numRuns: 600 },
  )
})

test('a text without any of the words has none', () => {
  expect(makeSnippet('Act as a shell.', searchTerms('gardener'))).toBeUndefined()
  expect(makeSnippet('', searchTerms('gardener'))).toBeUndefined()
})
