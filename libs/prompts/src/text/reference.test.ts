import { expect, test } from 'vitest'
import { parseReference } from './reference.ts'

test.each<[string, object]>([
  ['tea', { name: 'tea' }],
  ['tea-2@3', { name: 'tea-2', version: 3 }],
  ['tea@production', { name: 'tea', label: 'production' }],
  ['tea@2026-q1.beta_2', { name: 'tea', label: '2026-q1.beta_2' }],
  ['tea@latest', { name: 'tea', label: 'latest' }],
  ['0192f3a4-7c21-7d3e-8f00-0123456789ab', { name: '0192f3a4-7c21-7d3e-8f00-0123456789ab' }],
  [`${'a'.repeat(64)}@${'b'.repeat(64)}`, { name: 'a'.repeat(64), label: 'b'.repeat(64) }],
])('a reference names a prompt, and perhaps a version or a label: %s', (reference, expected) => {
  expect(parseReference(reference)).toEqual(expected)
})

test.each([
  '',
  'Tea',
  'tea@',
  '@3',
  'tea@0',
  'tea@03',
  'tea@12345678901',
  'tea@-1',
  'tea@a..b',
  'tea@A',
  'te--a',
  '-tea',
  'tea ',
  'tea@3@4',
  'a'.repeat(65),
  `a@${'b'.repeat(65)}`,
  'a'.repeat(1_000_000),
])('anything else is no reference: %.20s', (text) => {
  expect(parseReference(text)).toBeUndefined()
})
