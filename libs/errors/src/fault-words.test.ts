import { expect, test } from 'vitest'
import { faultInWords } from './fault-words.ts'

test.each<[string, object, string]>([
  ['type', { type: 'string' }, 'must be text'],
  ['type', { type: ['integer', 'null'] }, 'must be a whole number or null'],
  ['minItems', { limit: 1 }, 'must not be empty'],
  ['minItems', { limit: 2 }, 'must have at least 2 items'],
  ['maxItems', { limit: 1 }, 'must not have more than 1 item'],
  ['minLength', { limit: 1 }, 'must not be empty'],
  ['maxLength', { limit: 200 }, 'must not have more than 200 characters'],
  ['maximum', { limit: 100, comparison: '<=' }, 'must be 100 or less'],
  ['minimum', { limit: 1, comparison: '>=' }, 'must be 1 or more'],
  ['uniqueItems', { i: 1, j: 0 }, 'must not have the same item twice'],
  ['enum', { allowedValues: ['text', 'chat'] }, 'must be one of text, chat'],
  ['pattern', { pattern: '^a' }, 'is not of the form that is needed'],
])('a fault of the kind "%s" with %j is told in words', (keyword, params, told) => {
  expect(faultInWords({ keyword, params, message: 'must NOT' })).toBe(told)
})

test('a fault that nothing is known of keeps its words', () => {
  expect(faultInWords({ keyword: 'toString', message: 'must be odd' })).toBe('must be odd')
  expect(faultInWords({ keyword: 'odd' })).toBe('is refused')
})
