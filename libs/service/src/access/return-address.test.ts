import { expect, test } from 'vitest'
import { returnAddress } from '../index.ts'

test.each([
  ['/', '/'],
  ['/prompts/linux?version=2', '/prompts/linux?version=2'],
  ['/a/../trash', '/trash'],
  ['/trash#top', '/trash'],
])('after a login %j leads to %j', (wanted, address) => {
  expect(returnAddress(wanted)).toBe(address)
})

test.each([
  undefined,
  ['/a', '/b'],
  '',
  'trash',
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '/.//evil.example/',
  '/\t/evil.example/',
  '/%0a/../..//evil.example',
  'javascript:alert(1)',
  `/${'a'.repeat(3_000)}`,
])('what leads elsewhere leads to the beginning: %j', (wanted) => {
  expect(returnAddress(wanted)).toMatch(/^\/(?!\/)/)
  expect(new URL(returnAddress(wanted), 'http://here.example').host).toBe('here.example')
})
