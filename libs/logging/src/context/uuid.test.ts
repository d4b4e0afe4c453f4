import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readUuid } from './uuid.ts'

test('a UUID is read in lower case, however it is written', () => {
  fc.assert(
    fc.property(fc.uuid({ version: [1, 4, 7] }), (uuid) => {
      expect(readUuid(uuid)).toBe(uuid)
      expect(readUuid(uuid.toUpperCase())).toBe(uuid)
    }),
  )
})

const form = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[89ab][\da-f]{3}-[\da-f]{12}$/i

test('whatever is changed in one, it is read only as long as it has the form', () => {
  const character = fc.constantFrom(...'-09afAFgzZ/: \u0130\u0000é🍵7bB')
  fc.assert(
    fc.property(fc.nat(35), character, fc.boolean(), (at, other, isPutIn) => {
      const uuid = randomUUID()
      const text = uuid.slice(0, at) + other + uuid.slice(isPutIn ? at : at + 1)
      expect(readUuid(text)).toBe(form.test(text) ? text.toLowerCase() : undefined)
    }),
    { numRuns: 2_000 },
  )
})

test.each(['', 'request-1', '00000000-0000-0000-0000-000000000000'])('none: "%s"', (text) => {
  expect(readUuid(text)).toBeUndefined()
})
