import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyUnits } from '../../test/written-text.ts'
import { parseQuery } from './parse-query.ts'

test('operators are taken out of the words', () => {
  expect(
    parseQuery(
      'slow tea tag:drinks  tag:"two words" folder:home/kitchen label:production uses:rules is:favourite now',
    ),
  ).toEqual({
    words: 'slow tea now',
    tags: ['drinks', 'two words'],
    folder: 'home/kitchen',
    label: 'production',
    uses: 'rules',
    favourite: true,
  })
})

test.each<[string, object]>([
  ['Tag:x IS:Favorite', { words: '', tags: ['x'], favourite: true }],
  ['tag:“smart quotes”', { words: '', tags: ['smart quotes'] }],
  ['tag:"still typed', { words: '', tags: ['still typed'] }],
  ['folder:"a b/c d" x', { words: 'x', tags: [], folder: 'a b/c d' }],
  ['tag:a:b', { words: '', tags: ['a:b'] }],
  ['tag:"a"b', { words: 'b', tags: ['a'] }],
])('an operator may be written in several ways: %s', (q, expected) => {
  expect(parseQuery(q)).toEqual(expected)
})

test.each([
  'foo:bar',
  'foo:"two words"',
  'tag:',
  'tag:""',
  'tag:" "',
  'is:old',
  'xtag:a',
  '"tag:a"',
  'http://x',
  ':',
  'constructor:x __proto__:y',
])('what is no operator stays among the words: %s', (q) => {
  expect(parseQuery(q)).toEqual({ words: q, tags: [] })
})

test('of an operator that can hold once the second stays among the words', () => {
  expect(parseQuery('folder:a folder:b label:x label:y')).toEqual({
    words: 'folder:b label:y',
    tags: [],
    folder: 'a',
    label: 'x',
  })
})

test('an empty search has no words', () => {
  expect(parseQuery('')).toEqual({ words: '', tags: [] })
  expect(parseQuery(' \n\u00a0')).toEqual({ words: '', tags: [] })
})

test('no word is lost and nothing throws, whatever is searched for', () => {
  const anything = fc
    .array(
      fc.oneof(
        fc.constantFrom('tag:', 'is:favourite', '"', ' ', 'folder:', ':', '“', 'uses:a'),
        anyUnits,
      ),
    )
    .map((parts) => parts.join(''))
  const letters = (text: string) => text.replace(/["“”\s]/g, '')
  fc.assert(
    fc.property(anything, (q) => {
      const { words, tags, folder = '', label = '', uses = '' } = parseQuery(q)
      const said = letters([words, ...tags, folder, label, uses].join(''))
      const operators = letters(q).length - said.length
      expect(operators).toBeGreaterThanOrEqual(0)
      for (const character of letters(q)) {
        if (!/[a-z:]/i.test(character)) expect(said).toContain(character)
      }
    }),
  )
  const word = fc.string({ minLength: 1 }).filter((text) => /^[^\s:"“”]+$/.test(text))
  fc.assert(
    fc.property(fc.array(word), word, (words, tag) => {
      const q = [...words.slice(0, 2), `tag:${tag}`, ...words.slice(2)].join(' ')
      expect(parseQuery(q)).toEqual({ words: words.join(' '), tags: [tag] })
    }),
  )
})
