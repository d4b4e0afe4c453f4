import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readForm } from './read-form.ts'

const read = (body: string, maxFields = 100) => readForm(Buffer.from(body), maxFields)

const fieldsOf = (body: string) => Object.fromEntries(read(body) ?? [])

test('fields are read as browsers write them', () => {
  expect(fieldsOf('a=1&b=x+y%20z&b=%E2%82%AC&c&=d&&e==f')).toEqual({
    a: ['1'],
    b: ['x y z', '€'],
    c: [''],
    '': ['d'],
    e: ['=f'],
  })
  expect(fieldsOf('')).toEqual({})
  expect(fieldsOf('a=ü')).toEqual({ a: ['ü'] })
})

test('a percent sign that begins no escape stays', () => {
  expect(fieldsOf('a=100%&b=%zz%4&c=%%41')).toEqual({ a: ['100%'], b: ['%zz%4'], c: ['%A'] })
})

test('a field can have the name of an inherited property', () => {
  expect([...(read('__proto__=1&constructor=2') ?? [])]).toEqual([
    ['__proto__', ['1']],
    ['constructor', ['2']],
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
      const form = read(new URLSearchParams(fields).toString(), 1_000)
      for (const [name, value] of fields) expect(form?.get(name)).toContain(value)
    }),
  )
})
