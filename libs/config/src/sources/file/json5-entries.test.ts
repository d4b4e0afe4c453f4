import fc from 'fast-check'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../test/temporary-folder.ts'
import { loadConfig } from '../../loading/load-config.ts'
import { readJson5Entries } from './json5-entries.ts'
import { readYamlEntries } from './yaml-entries.ts'

const isSection = (key: string) => key === 'web' || key === 'mcp'
const read = (text: string) => readJson5Entries(text, isSection)

test('JSON5 is read, each key with its place', () => {
  const text = `// a comment
{
  mode: 'production',
  web: { port: +0x1388, /* another */ 'host': "::1", },
}`
  expect(read(text)).toEqual({
    faults: [],
    entries: [
      {
        key: 'mode',
        written: 'production',
        at: { line: 3, column: 3 },
        valueAt: { line: 3, column: 9 },
      },
      {
        key: 'web.port',
        written: 5000,
        at: { line: 4, column: 10 },
        valueAt: { line: 4, column: 16 },
        sectionAt: { line: 4, column: 3 },
      },
      {
        key: 'web.host',
        written: '::1',
        at: { line: 4, column: 39 },
        valueAt: { line: 4, column: 47 },
        sectionAt: { line: 4, column: 3 },
      },
    ],
  })
})

test('promptbin-config.json5 is found and understood', () => {
  const workingDirectory = temporaryFolder({
    'promptbin-config.json5':
      "{ logging: { ship: [{ type: 'loki', url: 'http://a.example:3100', labels: { a: 'b' } }] }, mcp: { profiles: { work: { tag: 'x' } } } }",
  })
  const { logging, mcp } = loadConfig({ environment: {}, workingDirectory })
  expect(logging.ship).toMatchObject([{ type: 'loki', labels: { a: 'b' } }])
  expect(mcp.profiles).toEqual([{ name: 'work', tag: 'x', readOnly: false }])
})

test.each(['', ' \n', 'null'])('%j holds nothing', (text) => {
  expect(read(text)).toEqual({ entries: [], faults: [] })
})

test.each([
  ['{ mode: }', 1, 'Unexpected token'],
  ['{\n  mode: 1,\n  "mode": 2 }', 3, 'the key "mode" is given twice'],
  ['{ web: { port: 1, port: 2 } }', 1, 'the key "port" is given twice'],
  ['[1]', 1, 'no keys'],
  ['{a: 1} b', 1, 'Unexpected token'],
])('%j is refused at line %d', (text, line, part) => {
  const { entries, faults } = read(text)
  expect(entries).toEqual([])
  expect(faults[0]?.at?.line).toBe(line)
  expect(faults[0]?.message).toContain(part)
})

test.each(['['.repeat(100_000), `{a:${'['.repeat(1000)}${']'.repeat(1000)}}`])(
  'nesting without end is refused in a few words',
  (text) => {
    expect(read(text).faults).toHaveLength(1)
  },
)

test('a key of a prototype is a key like any other', () => {
  const { entries } = read('{ __proto__: { polluted: true }, a: { __proto__: 1 } }')
  expect(entries.map(({ key }) => key)).toEqual(['__proto__', 'a'])
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('of JSON, which is YAML and JSON5, both readers understand the same', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('web', 'mcp', 'mode'), fc.jsonValue()), (value) => {
      const text = JSON.stringify(value)
      const plain = ({ entries }: ReturnType<typeof read>) =>
        entries.map(({ key, written }) => [key, written])
      expect(plain(read(text))).toEqual(plain(readYamlEntries(text, isSection)))
    }),
    { numRuns: 300 },
  )
})
