import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJson5Entries } from '../../sources/file/json5-entries.ts'
import { editText, type TextChange } from '../edit-text.ts'

const edit = (text: string, change: Partial<TextChange>) =>
  editText(text, { set: {}, unset: [], ...change }, { format: 'json5', shownAs: 'a.json5' })

/** What a file says, as whoever reads the configuration finds it. */
function valuesOf(text: string): Record<string, unknown> {
  const { entries, faults } = readJson5Entries(text, (key) => key !== 'mode')
  expect(faults, text).toEqual([])
  return Object.fromEntries(entries.map(({ key, written }) => [key, written]))
}

const written = `// How PromptBin runs here.
{
  // The team's bookmark.
  web: {
    port: 5000, // since 2024
    'workers': 2,
  },
  /* Say more than usual. */
  logging: { level: 'debug' },
}
// The end.
`

test('comments, order, quotes and layout stay', () => {
  const set = { 'web.port': 6000, 'web.max_connections': 50, 'logging.level': 'warn' }
  expect(edit(written, { set })).toBe(
    written
      .replace('5000', '6000')
      .replace("'workers': 2,\n", '\'workers\': 2,\n    "max_connections": 50,\n')
      .replace("'debug'", '"warn"'),
  )
})

test.each([
  [
    '{\n  web: {\n    port: 1 // since 2024\n  }\n}',
    '{\n  web: {\n    port: 1, // since 2024\n    workers: 2\n  }\n}',
  ],
  ['{web:{port:1}}', '{web:{port:1, workers: 2}}'],
  ['{ web: { port: 1 /* , */ , } }', '{ web: { port: 1 /* , */ , workers: 2, } }'],
  ['{ web: {} }', '{ web: { workers: 2 } }'],
  [
    '{\n  web: {\n    // port: 1,\n  },\n}',
    '{\n  web: {\n    // port: 1,\n    workers: 2,\n  },\n}',
  ],
  ['{\n  // nothing yet\n}\n', '{\n  // nothing yet\n  web: { workers: 2 },\n}\n'],
  ['', '{\n  web: { workers: 2 },\n}\n'],
])('%j gets a setting more', (text, expected) => {
  expect(edit(text, { set: { 'web.workers': 2 } })).toBe(expected)
})

test('what is taken out is gone, and what is said beside it and above it stays', () => {
  const edited = edit(written, { unset: ['web.port', 'web.workers', 'logging.level', 'mcp.port'] })
  expect(valuesOf(edited)).toEqual({})
  const entries = /port: 5000,|\n *'workers': 2,|level: 'debug'/g
  expect(edited).toBe(written.replaceAll(entries, ''))
})

test('whatever is changed, the file says just that, and all comments are there', () => {
  const key = fc.constantFrom('web.port', 'web.workers', 'logging.level', 'mcp.rate_limit', 'mode')
  const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string()))
  const change = fc.record({ key, value: fc.option(value, { nil: undefined }) })
  const texts = fc.constantFrom(written, '', '{}', "{mode:'a',web:{}}", '{"mode":"a"}// end')
  const comments = (text: string) => text.match(/\/\/ [\w' ]+|\/\* .*? \*\//g) ?? []
  fc.assert(
    fc.property(texts, fc.array(change, { maxLength: 8 }), (before, changes) => {
      const expected = new Map(Object.entries(valuesOf(before)))
      let text: string = before
      for (const { key, value } of changes) {
        text = edit(text, value === undefined ? { unset: [key] } : { set: { [key]: value } })
        if (value === undefined) expected.delete(key)
        else expected.set(key, value)
      }
      expect(valuesOf(text)).toEqual(Object.fromEntries(expected))
      for (const comment of comments(before)) expect(text).toContain(comment)
    }),
  )
})
