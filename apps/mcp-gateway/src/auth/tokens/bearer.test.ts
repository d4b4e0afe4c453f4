import fc from 'fast-check'
import { expect, test } from 'vitest'
import { challengeHeader } from '../challenge.ts'
import { readBearer } from './bearer.ts'

test.each([
  ['Bearer abc', 'abc'],
  ['bearer abc', 'abc'],
  ['BEARER   a.b-c_d~e+f/g==', 'a.b-c_d~e+f/g=='],
  ['Bearer abc ', 'abc'],
])('%j holds the token %j', (header, token) => {
  expect(readBearer(header)).toBe(token)
})

test.each([
  '',
  'Bearer',
  'Bearer ',
  'Bearer a b',
  'Bearer a,b',
  'Bearer a=b',
  'Bearer "abc"',
  'Basic abc',
  'Bearerabc',
  'XBearer abc',
  'Bearer abc\r\nx-evil: 1',
  'Bearer abc\0',
  `Bearer ${'a'.repeat(9_000)}`,
])('%j holds none', (header) => {
  expect(readBearer(header)).toBeUndefined()
})

test('whatever a header holds, a token is made of the characters of tokens', () => {
  const header = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'binary' }).map((rest) => `Bearer ${rest}`),
  )
  fc.assert(
    fc.property(header, (text) => {
      expect(readBearer(text) ?? 'a').toMatch(/^[A-Za-z0-9\-._~+/]+=*$/)
    }),
    { numRuns: 1_000 },
  )
})

test('a challenge names what is needed, and nothing that a client sent', () => {
  const scope = 'prompts:read'
  const resourceMetadata = 'https://a.example/.well-known/oauth-protected-resource/mcp'
  expect(challengeHeader({ scope, resourceMetadata: undefined })).toBe(
    'Bearer scope="prompts:read"',
  )
  expect(challengeHeader({ error: 'invalid_token', scope, resourceMetadata })).toBe(
    `Bearer error="invalid_token", resource_metadata="${resourceMetadata}", scope="prompts:read"`,
  )
})
