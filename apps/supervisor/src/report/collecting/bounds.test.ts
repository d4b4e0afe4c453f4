import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PartContent } from '../report.ts'
import { boundContent, textOf } from './bounds.ts'

const kinds = fc.oneof(
  fc.record({ kind: fc.constant('json' as const), value: fc.jsonValue() }),
  fc.record({
    kind: fc.constant('json' as const),
    value: fc.record({ items: fc.array(fc.jsonValue(), { maxLength: 40 }) }),
  }),
  fc.record({ kind: fc.constant('lines' as const), lines: fc.array(fc.string()) }),
  fc.record({ kind: fc.constant('text' as const), text: fc.string({ unit: 'grapheme' }) }),
)

test('nothing is larger than it may be, and what fits is left as it is', () => {
  fc.assert(
    fc.property(kinds, fc.integer({ min: 10, max: 300 }), (content, maxBytes) => {
      const bounded = boundContent(content, maxBytes)
      if (!bounded) return
      expect(Buffer.byteLength(textOf(bounded.content))).toBeLessThanOrEqual(maxBytes)
      if (Buffer.byteLength(textOf(content)) <= maxBytes) expect(bounded.problem).toBeNull()
      if (bounded.problem === null) expect(textOf(bounded.content)).toBe(textOf(content))
    }),
  )
})

test('of lines the newest stay, of a list the first, of a text the beginning', () => {
  const numbers = Array.from({ length: 100 }, (_, at) => String(at))
  const shown = (content: PartContent) => boundContent(content, 20)
  expect(shown({ kind: 'lines', lines: numbers })).toEqual({
    content: { kind: 'lines', lines: ['94', '95', '96', '97', '98', '99'] },
    problem: 'only the newest 6 lines fit in',
  })
  expect(boundContent({ kind: 'json', value: { total: 3, items: numbers } }, 70)).toEqual({
    content: { kind: 'json', value: { total: 3, items: ['0', '1', '2'] } },
    problem: 'only 3 of 100 fit in',
  })
  expect(shown({ kind: 'text', text: 'first\nsecond\nthird\nfourth\n' })).toEqual({
    content: { kind: 'text', text: 'first\nsecond\nthird\n' },
    problem: 'only the first 19 of 26 bytes fit in',
  })
})

test('what is too long and no list is left out', () => {
  expect(boundContent({ kind: 'json', value: { text: 'x'.repeat(100) } }, 50)).toBeUndefined()
})

test('a line as long as a thousand others gives its room to them', () => {
  const lines = ['{"msg":"before"}', `{"msg":"${'x'.repeat(100_000)}"}`, '{"msg":"after"}']
  expect(boundContent({ kind: 'lines', lines }, 1000)?.content).toEqual({
    kind: 'lines',
    lines: ['{"msg":"before"}', '{"left_out":"a line of 100010 bytes"}', '{"msg":"after"}'],
  })
})

test.each<[string, PartContent]>([
  ['a value', { kind: 'json', value: { deep: { password: 'hush-hush' } } }],
  ['a line', { kind: 'lines', lines: ['{"password":"hush-hush"}'] }],
  ['a text', { kind: 'text', text: 'postgres://me:hush-hush@db.example/x' }],
])('a secret in %s is masked', (_what, content) => {
  const text = textOf(boundContent(content, 1000)?.content ?? content)
  expect(text).not.toContain('hush-hush')
  expect(text).toContain('[secret]')
})
