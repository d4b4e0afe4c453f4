import { expect, test } from 'vitest'
import { readModelSettings } from './model-settings.ts'

test('settings are read, and nothing written is none', () => {
  expect(readModelSettings(' {"model": "x", "temperature": 0.2}\n')).toEqual({
    settings: { model: 'x', temperature: 0.2 },
  })
  expect(readModelSettings(' \n')).toEqual({ settings: {} })
})

test.each([
  ['{"a": 1,}', 'is not JSON at line 1, column 9: Expected double-quoted property name'],
  ['{"a": 1', "is not JSON at line 1, column 8: Expected ',' or '}' after property value"],
  ['{"a":', 'is not JSON at line 1, column 6: Unexpected end'],
  ['{"a":\n tru}', "is not JSON at line 2, column 5: Unexpected token '}'"],
  ['{\n  "a": yes\n}', "is not JSON at line 2, column 8: Unexpected token 'y'"],
  ['{} x', 'is not JSON at line 1, column 4: Unexpected non-whitespace character'],
  ['[1]', 'must be a JSON object, such as {"temperature": 0.2}'],
  ['null', 'must be a JSON object, such as {"temperature": 0.2}'],
])('%j is refused with its place', (text, fault) => {
  expect(readModelSettings(text)).toEqual({ fault })
})
