import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLong, jsonInSteps, jsonPieces } from './written-json.ts'

const written = (value: unknown) => [...jsonPieces(value)].join('')

test('any value is written as JSON.stringify writes it', () => {
  const text = fc.string({ unit: 'binary', maxLength: 20 }).map((each) => each.repeat(2_000))
  const value = fc.letrec((tie) => ({
    any: fc.oneof(text, fc.jsonValue(), fc.array(tie('any'), { maxLength: 3 }), tie('object')),
    object: fc.dictionary(fc.string(), fc.option(tie('any'), { nil: undefined }), { maxKeys: 3 }),
  })).any
  fc.assert(
    fc.property(value, (each) => {
      expect(written(each)).toBe(JSON.stringify(each) ?? 'null')
    }),
  )
})

test('a long answer comes in pieces, and no character is torn apart', () => {
  const value = { text: `x${'😀'.repeat(100_000)}` }
  expect(isLong(value)).toBe(true)
  expect(isLong({ text: 'x' })).toBe(false)
  const steps = jsonInSteps(value)
  let count = 0
  let step = steps.next()
  for (; !step.done; step = steps.next()) count += 1
  expect(count).toBeGreaterThan(10)
  expect(step.value?.toString()).toBe(JSON.stringify(value))
})
