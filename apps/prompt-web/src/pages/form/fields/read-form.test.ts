import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readForm } from './read-form.ts'

const read = (body: string, maxFields = 100) => readForm(Buffer.from(body), maxFields)

test('fields are read as browsers write them', () => {
  expect({ ...read('a=1&b=x+y%20z&b=%E2%82%AC&c&=d&&e==f') }).toEqual({
    a: '1',
    b: ['x y z', '€'],
    c: '',
    '': 'd',
    e: '=f',
  })
  expect({ ...read('') }).toEqual({})
})

test('a percent sign that begins no escape stays', () => {
  expect({ ...read('a=100%&b=%zz%4&c=%%41') }).toEqual({ a: '100%', b: '%zz%4', c: '%A' })
})

test('a field can have the name of an inherited property', () => {
  const form = read('__proto__=1&constructor=2&toString=3')
  expect(Object.entries(form ?? {})).toEqual([
    ['__proto__', '1'],
    ['constructor', '2'],
    ['toString', '3'],
  ])
})

test('more fields than there may be are not read', () => {
  expect(read('a&'.repeat(99))).toBeDefined()
  expect(read('a&'.repeat(100))).toBeUndefined()
})

test('any fields come back as they were sent', () => {
  const text = fc.string({ unit: 'grapheme' }).map((each) => each.toWellFormed())
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (fields) => {
      const form = read(new URLSearchParams(fields).toString(), 1_000) ?? {}
      for (const [name, value] of fields) expect([form[name]].flat()).toContain(value)
    }),
  )
})
