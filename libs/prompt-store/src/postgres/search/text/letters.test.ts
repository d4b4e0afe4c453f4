import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { tokensOf } from './tokens.ts'

/** Letters, of the writings that have a case, which came with Unicode 6.1 or before. */
const blocks = [
  [0x80, 0x37e],
  [0x380, 0x527],
  [0x531, 0x10ff],
  [0x1200, 0x139f],
  [0x1400, 0x19a9],
  [0x1d00, 0x1dbf],
  [0x1e00, 0x1fff],
  [0x2c00, 0x2c2e],
  [0x2c30, 0x2dff],
  [0x3040, 0x30ff],
  [0xa640, 0xa697],
  [0xff10, 0xffdc],
] as const

/** The tokens of some texts, as FTS5 sees them. */
function tokenize(texts: readonly string[]): readonly string[][] {
  const database = new DatabaseSync(':memory:')
  database.exec(`
    CREATE VIRTUAL TABLE document USING fts5 (
      text, content = '', tokenize = 'unicode61 remove_diacritics 2');
    CREATE VIRTUAL TABLE token USING fts5vocab (document, instance);
    BEGIN`)
  const insert = database.prepare('INSERT INTO document (rowid, text) VALUES (?, ?)')
  for (const [index, text] of texts.entries()) insert.run(index, text)
  const found: string[][] = texts.map(() => [])
  for (const row of database.prepare('SELECT term, doc, "offset" FROM token').all()) {
    const tokens = found[Number(row['doc'])]
    if (tokens) tokens[Number(row['offset'])] = String(row['term'])
  }
  database.close()
  return found
}

test('letters are taken apart and folded as FTS5 does it', () => {
  const points = blocks.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index),
  )
  const letters = points
    .map((point) => String.fromCodePoint(point))
    .filter((letter) => /[\p{L}\p{N}]|[\u0300-\u036f]/u.test(letter))
  const texts = letters.map((letter) => `Q${letter}z`)
  expect(texts.map(tokensOf)).toEqual(tokenize(texts))
})

test.each([
  'Crème BRÛLÉE, cre\u0300me bru\u0302le\u0301e',
  'हिन्दी में लिखें',
  'ภาษาไทย',
  'İstanbul ΣΊΣΥΦΟΣ straße ﬁn',
  '日本語の先生 c++ snake_case it’s 2.0 ½ \ue000',
  '\u0301 ☃ — …',
])('so are the words of "%s"', (text) => {
  expect([tokensOf(text)]).toEqual(tokenize([text]))
})
