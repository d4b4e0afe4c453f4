import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deriveName, uniqueName } from './name.ts'

/** Any code points at all, half surrogate pairs among them. */
const anyText = fc
  .array(fc.oneof(fc.integer({ max: 0x10ffff, min: 0 }), fc.integer({ max: 0x24f, min: 0 })))
  .map((codePoints) => String.fromCodePoint(...codePoints))

const validName = /^[a-z0-9]+(-[a-z0-9]+)*$/

test('a name is the title in lower-case ASCII words', () => {
  expect(deriveName('Linux Terminal')).toBe('linux-terminal')
  expect(deriveName("Don't stop__me: Brève idée!")).toBe('don-t-stop-me-breve-idee')
  expect(deriveName('小红书 Guide')).toBe('xiao-hong-shu-guide')
})

test('a title without a letter or digit still gives a name', () => {
  expect(deriveName('🎉 !!!')).toBe('prompt')
})

test('a long title is cut between two words', () => {
  const name = deriveName('translator '.repeat(10))
  expect(name).toBe('translator-translator-translator-translator-translator')
  expect(deriveName('x'.repeat(200))).toBe('x'.repeat(64))
})

test('every title gives a valid name', () => {
  fc.assert(
    fc.property(anyText, (title) => {
      const name = deriveName(title)
      expect(name).toMatch(validName)
      expect(name.length).toBeLessThanOrEqual(64)
    }),
  )
})

test('a taken name gets the first free number', () => {
  const taken = new Set(['chef', 'chef-2'])
  expect(uniqueName('cook', (name) => taken.has(name))).toBe('cook')
  expect(uniqueName('chef', (name) => taken.has(name))).toBe('chef-3')
})

test('a number takes the place of the end of a name that is as long as may be', () => {
  const base = `${'x'.repeat(61)}-yz`
  expect(uniqueName(base, (name) => name === base)).toBe(`${'x'.repeat(61)}-2`)
})

test('a numbered name is valid however long its base is', () => {
  fc.assert(
    fc.property(anyText.map(deriveName), fc.integer({ min: 1, max: 120 }), (base, count) => {
      const taken = new Set<string>()
      while (taken.size < count) taken.add(uniqueName(base, (name) => taken.has(name)))
      for (const name of taken) {
        expect(name).toMatch(validName)
        expect(name.length).toBeLessThanOrEqual(64)
      }
    }),
  )
})

test('a name of which every number is taken is an error that says so', () => {
  expect(() => uniqueName('chef', () => true)).toThrow(
    expect.objectContaining({ code: 'PB_NAMES_EXHAUSTED' }),
  )
})
