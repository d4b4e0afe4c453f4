import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SqliteSql } from '../../sqlite/database/sqlite-sql.ts'
import { nearWords } from './near-words.ts'

/** The definition, as plainly as it can be written: each letter is edited at most once. */
function distance(a: readonly string[], b: readonly string[]): number {
  const known = new Map<string, number>()
  const between = (i: number, j: number): number => {
    const edits = i === 0 || j === 0 ? i + j : known.get(`${i} ${j}`)
    if (edits !== undefined) return edits
    const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
    const fewest = Math.min(
      between(i - 1, j) + 1,
      between(i, j - 1) + 1,
      between(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
      isSwapped ? between(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
    )
    known.set(`${i} ${j}`, fewest)
    return fewest
  }
  return between(a.length, b.length)
}

function makeVocabulary(words: readonly string[]) {
  const database = new DatabaseSync(':memory:')
  database.exec(`CREATE TABLE word (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
                 CREATE INDEX word_tail ON word (substr(word, 5)) WHERE length(word) > 4`)
  const insert = database.prepare('INSERT OR IGNORE INTO word VALUES (?)')
  for (const word of words) insert.run(word)
  return { database, vocabulary: new SqliteSql(database).search.vocabulary() }
}

const unbounded = () => ({ left: Number.POSITIVE_INFINITY })

/** Few letters, so that words come near to each other; some are above all others, some astral. */
const letters = fc.constantFrom('a', 'b', 'c', 'ж', '語', '\uD7FF', '\u{20000}', '\u{10FFFF}')
const word = (minLength: number, maxLength: number) =>
  fc.string({ unit: letters, minLength, maxLength })
const wholeOf = (found: readonly { text: string; whole: boolean }[]) =>
  found.filter(({ whole }) => whole).map(({ text }) => text)

test.each([
  [1, 4, 7],
  [2, 8, 12],
])('up to %d edits away all words are found, and no other', (edits, from, to) => {
  const vocabulary = fc.array(word(3, to + 3), { maxLength: 60 })
  const nearby = fc.tuple(word(from, to), fc.nat(), fc.nat())
  fc.assert(
    fc.property(nearby, vocabulary, ([written, seed, other], words) => {
      const typed = [...written]
      const twice = [typed.with(seed % typed.length, 'c'), typed.toSpliced(other % typed.length, 1)]
      const close = twice.map((changed) => changed.join(''))
      const { database, vocabulary: kept } = makeVocabulary([...words, ...close])
      const found = wholeOf(nearWords(kept, written, { edits, begun: false, budget: unbounded() }))
      const expected = [...new Set([...words, ...close])].filter(
        (known) => distance(typed, [...known]) <= edits,
      )
      expect(found.toSorted()).toEqual(expected.toSorted())
      database.close()
    }),
    { numRuns: 150 },
  )
})

test.each([
  [1, 4, 7],
  [2, 8, 12],
])('so are all words that begin up to %d edits away', (edits, from, to) => {
  const vocabulary = fc.array(word(3, to + 5), { maxLength: 60 })
  fc.assert(
    fc.property(word(from, to), word(2, 5), fc.nat(), vocabulary, (written, rest, seed, words) => {
      const typed = [...written]
      const close = typed.with(seed % typed.length, 'b').join('') + rest
      const { database, vocabulary: kept } = makeVocabulary([...words, close])
      const found = nearWords(kept, written, { edits, begun: true, budget: unbounded() })
      for (const known of [...words, close]) {
        const nearest = Math.min(
          ...Array.from(known, (_, i) => distance(typed, [...known].slice(0, i + 1))),
        )
        const isFound = found.some(({ text }) => known.startsWith(text))
        if (nearest <= edits) expect(isFound).toBe(true)
      }
      for (const { text } of found) {
        expect(distance(typed, [...text])).toBeLessThanOrEqual(edits)
        expect([...words, close].some((known) => known.startsWith(text))).toBe(true)
      }
      database.close()
    }),
    { numRuns: 150 },
  )
})

test('the vocabulary is asked no more often than the budget allows', () => {
  const words = Array.from({ length: 5_000 }, (_, i) => `word${i.toString(36)}`)
  const { database, vocabulary } = makeVocabulary(words)
  const budget = { left: 100 }
  nearWords(vocabulary, 'wordabcdef', { edits: 2, begun: true, budget })
  expect(budget.left).toBe(0)
  database.close()
})
