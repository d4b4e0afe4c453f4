import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isDeeperThan } from './json-depth.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

test('the scan agrees with the parsed value on every JSON document', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 8 }), fc.nat(8), (json, maxDepth) => {
      expect(isDeeperThan(maxDepth, bytes(json))).toBe(depthOf(JSON.parse(json)) > maxDepth)
    }),
  )
})

test('brackets inside of texts do not count', () => {
  expect(isDeeperThan(1, bytes(String.raw`["[[[[ \" [[[ \\"]`))).toBe(false)
})

test('half a million open brackets are refused at the first one too many', () => {
  expect(isDeeperThan(32, bytes('['.repeat(500_000)))).toBe(true)
})
