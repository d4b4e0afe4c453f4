import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'

test('keys are sorted by UTF-16 code units, whatever they are', () => {
  // The example of RFC 8785 section 3.2.3, and keys that objects keep in an order of their own.
  const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, ö: 7 }
  expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}')
  expect(canonicalJson({ 9: 0, 10: 0, __proto__: null, a: undefined })).toBe('{"10":0,"9":0}')
})

test('numbers are written as ECMAScript does, and nothing else is changed', () => {
  expect(canonicalJson([1e21, 0.1, -0, 1.5e-7, null, true, 'é"\n'])).toBe(
    '[1e+21,0.1,0,1.5e-7,null,true,"é\\"\\n"]',
  )
})

test('any JSON survives, and the order of keys does not matter', () => {
  const reversed = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(reversed)
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, reversed(inner)]),
    )
  }
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const plain: unknown = JSON.parse(JSON.stringify(value))
      expect(JSON.parse(canonicalJson(plain))).toEqual(plain)
      expect(canonicalJson(reversed(plain))).toBe(canonicalJson(plain))
    }),
  )
})
