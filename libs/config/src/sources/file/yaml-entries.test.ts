import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Position } from './entry.ts'
import { readYamlEntries } from './yaml-entries.ts'

const isSection = (key: string) => key === 'web' || key === 'mcp'
const read = (text: string) => readYamlEntries(text, isSection)

test('sections are opened, anything else is a value, each with its place', () => {
  const text = 'mode: production\n\nweb:\n  # a comment\n  port: 5000\nlist:\n  - 1\n  - 2\n'
  const entry = (key: string, written: unknown, at: Position, valueAt = at) => ({
    key,
    written,
    at,
    valueAt,
  })
  expect(read(text).entries).toEqual([
    entry('mode', 'production', { line: 1, column: 1 }, { line: 1, column: 7 }),
    {
      ...entry('web.port', 5000, { line: 5, column: 3 }, { line: 5, column: 9 }),
      sectionAt: { line: 3, column: 1 },
    },
    entry('list', [1, 2], { line: 6, column: 1 }),
  ])
})

test('JSON is read as well, also with tabs', () => {
  expect(read('{\n\t"web": {\n\t\t"port": 5000\n\t}\n}').entries).toEqual([
    {
      key: 'web.port',
      written: 5000,
      at: { line: 3, column: 3 },
      valueAt: { line: 3, column: 11 },
      sectionAt: { line: 2, column: 2 },
    },
  ])
})

test('an alias is what it stands for', () => {
  const { entries } = read('web: &both\n  port: &p 0\nmcp: *both\nother: *p\n')
  expect(entries.map(({ key, written }) => [key, written])).toEqual([
    ['web.port', 0],
    ['mcp.port', 0],
    ['other', 0],
  ])
})

test.each(['', '# only a comment\n', '---\n', 'null\n'])('%j holds nothing', (text) => {
  expect(read(text)).toEqual({ entries: [], faults: [] })
})

test.each([
  ['web: [', 1, 'end with a ]'],
  ['mode: production\nweb:\n\tport: 1\n', 3, 'Tabs'],
  ['mode: a\nmode: b\n', 2, 'a key is given twice'],
  ['mode: a\n---\nmode: b\n', 2, 'more than one document'],
  ['mode: !secret a\n', 1, '!secret'],
  ['mode: *nowhere\n', undefined, 'nowhere'],
  ['- web\n', 1, 'no keys'],
  ['just text\n', 1, 'no keys'],
])('%j is refused at line %s', (text, line, part) => {
  const { entries, faults } = read(text)
  expect(entries).toEqual([])
  expect(faults[0]?.message).toContain(part)
  expect(faults[0]?.at?.line).toBe(line)
})

test('a bomb of aliases is refused instead of expanded', () => {
  const levels = 'bcdefghi'.split('').map((name, index) => {
    const below = `*${'abcdefghi'[index]},`
    return `${name}: &${name} [${below.repeat(9)}]\n`
  })
  const { entries, faults } = read(`a: &a [x]\n${levels.join('')}`)
  expect(entries).toEqual([])
  expect(faults[0]?.message).toContain('alias')
})

test.each(['['.repeat(20_000), '{a: '.repeat(5000)])(
  'nesting without end is refused in a few words',
  (text) => {
    const { entries, faults } = read(text)
    expect(entries).toEqual([])
    expect([1, 2, 3]).toContain(faults.length)
  },
)

test('a value that holds itself ends', () => {
  expect(read('web: &a\n  port: *a\n').entries).toHaveLength(1)
})

test('a key of a prototype is a key like any other', () => {
  const { entries } = read('__proto__: { polluted: true }\nconstructor: 1\n')
  expect(entries.map(({ key }) => key)).toEqual(['__proto__', 'constructor'])
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('no text whatsoever makes it throw', () => {
  const yamlish = fc.string({
    unit: fc.constantFrom(
      'a',
      'web',
      ':',
      ' ',
      '\n',
      '-',
      '&',
      '*',
      '{',
      '}',
      '[',
      ']',
      '"',
      '?',
      '!',
      '|',
      '\t',
      '0',
    ),
    maxLength: 60,
  })
  fc.assert(
    fc.property(yamlish, (text) => {
      const { entries, faults } = read(text)
      expect(entries.length === 0 || faults.length === 0).toBe(true)
    }),
    { numRuns: 1000 },
  )
})
