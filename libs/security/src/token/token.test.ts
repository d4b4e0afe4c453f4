import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashToken, isToken, isTokenHash, makeToken, resemblesToken } from './token.ts'

const token = fc
  .infiniteStream(fc.nat(255))
  .map((bytes) => makeToken((size) => Uint8Array.from(bytes.take(size))))

test('a token says what it is, and no two are the same', () => {
  const tokens = Array.from({ length: 1000 }, () => makeToken())
  for (const text of tokens) expect(text).toMatch(/^pbn_[0-9A-Za-z]{38}$/)
  expect(new Set(tokens).size).toBe(1000)
})

test('every character of the alphabet stands for as many bytes as any other', () => {
  const firstOf = (byte: number) =>
    makeToken((size) => Uint8Array.from({ length: size }, (_, index) => (index ? 0 : byte)))[4]
  const firsts = Array.from({ length: 248 }, (_, byte) => firstOf(byte))
  const counts = [...Map.groupBy(firsts, (first) => first).values()].map((all) => all.length)
  expect(counts).toEqual(Array.from({ length: 62 }, () => 4))
  // The bytes that are left over stand for none.
  for (let byte = 248; byte < 256; byte++) expect(firstOf(byte)).toBe('0')
})

test('every token is recognised', () => {
  fc.assert(
    fc.property(token, (text) => {
      expect(isToken(text)).toBe(true)
    }),
  )
})

test('one wrong, missing, additional or swapped character is found', () => {
  fc.assert(
    fc.property(token, fc.nat(37), fc.constantFrom(...'09AZaz_- é\n'), (text, at, character) => {
      const place = 4 + at
      const [before, here, after] = [text.slice(0, place), text[place], text.slice(place + 1)]
      if (here !== character) expect(isToken(before + character + after)).toBe(false)
      expect(isToken(before + after)).toBe(false)
      expect(isToken(before + character + here + after)).toBe(false)
      const next = text[place + 1]
      if (next !== undefined && next !== here) {
        expect(isToken(before + next + here + after.slice(1))).toBe(false)
      }
    }),
  )
})

test.each([
  '',
  'pbn_',
  `pbn_${'0'.repeat(32)}`,
  `pbn_${'0'.repeat(37)}1`,
  `PBN_${'0'.repeat(38)}`,
  `pbn_${'a'.repeat(1_000_000)}`,
])('a text that only resembles one is none (%#)', (text) => {
  expect(isToken(text)).toBe(false)
})

test('what nobody made is none', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !isToken(text)))
})

test('a wrong token is still known for one of ours', () => {
  expect(resemblesToken('pbn_oops')).toBe(true)
  expect(resemblesToken('eyJhbGciOi')).toBe(false)
})

test('of a token its SHA-256 is kept', () => {
  expect(hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(isTokenHash(hashToken('abc'))).toBe(true)
  expect(isTokenHash('BA')).toBe(false)
})
