import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Variable, VariableType } from '../prompt/variable.ts'
import { convertValue } from './convert-value.ts'

const variable = (type?: VariableType, options?: string[]): Variable => ({
  name: 'v',
  ...(type && { type }),
  ...(options && { options }),
})

function textOf(type: VariableType | undefined, value: unknown, options?: string[]) {
  const converted = convertValue(variable(type, options), value)
  return 'text' in converted ? converted.text : undefined
}

test.each<[unknown, string]>([
  ['x', 'x'],
  [' a\n b ', ' a\n b '],
  [1.5, '1.5'],
  [false, 'false'],
  [10n, '10'],
  [['a', 1], '["a",1]'],
  [{ k: null }, '{"k":null}'],
])('text is taken as it is, anything else is written as JSON has it: %o', (value, text) => {
  expect(textOf(undefined, value)).toBe(text)
  expect(textOf('string', value)).toBe(text)
  expect(textOf('text', value)).toBe(text)
})

test.each<[unknown, string]>([
  ['12', '12'],
  [' -0.50 ', '-0.50'],
  ['.5', '.5'],
  ['1e3', '1e3'],
  ['12345678901234567890.10', '12345678901234567890.10'],
  [3, '3'],
  [1e21, '1e+21'],
])('a number keeps all its digits: %j', (value, text) => {
  expect(textOf('number', value)).toBe(text)
})

test.each([
  'three',
  '1,5',
  '0x10',
  '1e999',
  'NaN',
  'Infinity',
  '١',
  '1 2',
  '.',
  '',
  true,
  Number.NaN,
  [1],
  {},
])('what is no finite decimal number is refused: %o', (value) => {
  expect(textOf('number', value)).toBeUndefined()
})

test('yes or no is written as true or false, however it is said', () => {
  for (const yes of [true, 1, 'true', 'Yes', ' ON ', '1'])
    expect(textOf('boolean', yes)).toBe('true')
  for (const no of [false, 0, 'FALSE', 'no', 'off', '0'])
    expect(textOf('boolean', no)).toBe('false')
  for (const neither of ['maybe', '', 2, [true], {}, 'constructor']) {
    expect(textOf('boolean', neither)).toBeUndefined()
  }
})

test('only an option is taken for an enum, and the options are told', () => {
  expect(textOf('enum', ' warm ', ['cool', 'warm'])).toBe('warm')
  expect(textOf('enum', 5, ['4', '5'])).toBe('5')
  expect(textOf('enum', 'x')).toBeUndefined()
  expect(convertValue(variable('enum', ['cool', 'warm']), 'Warm')).toEqual({
    fault: 'must be one of: cool, warm',
  })
  const many = Array.from({ length: 100 }, (_, n) => `o${n}`)
  expect(convertValue(variable('enum', many), '')).toEqual({
    fault: expect.stringMatching(/o19 and 80 more$/),
  })
})

test.each<[unknown, string]>([
  ['a, b ,c', 'a, b, c'],
  ['a, b\nc\r\n\n d', 'a, b, c, d'],
  ['["a, b", 2, true]', 'a, b, 2, true'],
  [['x', 'y'], 'x, y'],
  [[], ''],
  ['', ''],
  ['[not json', '[not json'],
  ['[1] and more', '[1] and more'],
  [5, '5'],
])('a list is JSON, or a line an item, or one line with commas: %j', (value, text) => {
  expect(textOf('list', value)).toBe(text)
})

test('a list of anything but single values is refused', () => {
  for (const value of [{}, [[]], [null], '[{"a":1}]']) {
    expect(textOf('list', value)).toBeUndefined()
  }
})

test('what was converted converts to itself', () => {
  const value = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.jsonValue(), fc.integer())
  fc.assert(
    fc.property(
      value,
      fc.constantFrom(...VariableType.enum.filter((type) => type !== 'list')),
      (given, type) => {
        // An object may have a `toString` that is no function.
        const options = ['true', '1', (typeof given !== 'object' && String(given)) || '-']
        const once = textOf(type, given, options)
        if (once !== undefined) expect(textOf(type, once, options)).toBe(once)
      },
    ),
  )
  const item = fc.string().filter((text) => text.trim() === text && !/[,\r\n[]/.test(text))
  fc.assert(
    fc.property(fc.array(item), (items) => {
      const once = textOf('list', items)
      expect(once).toBe(items.filter(Boolean).join(', '))
      expect(textOf('list', once)).toBe(once)
      expect(textOf('list', items.join('\n'))).toBe(once)
      expect(textOf('list', JSON.stringify(items))).toBe(once)
    }),
  )
})

test('every number that JSON knows is a number', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      expect(Number(textOf('number', number))).toBe(number === 0 ? 0 : number)
      expect(Number(textOf('number', String(number)))).toBe(number === 0 ? 0 : number)
    }),
  )
})
