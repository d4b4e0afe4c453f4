import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { faultsOf } from './params.ts'

const validator = Compile(
  Type.Object(
    {
      name: Type.String({ minLength: 1 }),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
      ref: Type.Optional(Type.Union([Type.String(), Type.Object({ uri: Type.String() })])),
      value: Type.Optional(Type.Unsafe({ type: ['string', 'number'] })),
      list: Type.Optional(Type.Array(Type.Object({ text: Type.String() }))),
    },
    { additionalProperties: false },
  ),
)

test.each<[unknown, readonly string[]]>([
  [7, ['it must be an object']],
  [{}, ['name is missing']],
  [{ name: '' }, ['name must not be empty']],
  [{ name: 'a', b: 1, c: 2 }, ['b is not a known field', 'c is not a known field']],
  [{ name: 7, limit: 'ten' }, ['name must be text', 'limit must be a whole number']],
  [{ name: 'a', limit: 51 }, ['limit must be 50 or less']],
  [{ name: 'a', value: [] }, ['value must be text or a number']],
  [{ name: 'a', ref: { uri: 1 } }, ['ref is none of the things that it may be']],
  [{ name: 'a', list: [{}] }, ['list/0/text is missing']],
])('of %j it is told in plain words what is wrong, and where', (value, told) => {
  expect(faultsOf(validator, value)).toEqual(told)
})

test('as much is told as anybody reads', () => {
  const told = faultsOf(validator, {
    name: 'a',
    ['x'.repeat(9_999)]: 1,
    b: 1,
    c: 1,
    d: 1,
    e: 1,
    f: 1,
  })
  expect(told).toHaveLength(5)
  expect(told.every((words) => words.length < 200)).toBe(true)
})
