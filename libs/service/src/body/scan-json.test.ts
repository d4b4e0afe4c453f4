import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scanJson } from './scan-json.ts'

const scan = (json: string, maxDepth: number) => scanJson(new TextEncoder().encode(json), maxDepth)

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const own = Array.isArray(value) ? 0 : Object.keys(value).length
  return Object.values(value).reduce((sum: number, inner) => sum + membersOf(inner), own)
}

function widestOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const own = Array.isArray(value) ? 0 : Object.keys(value).length
  return Math.max(own, ...Object.values(value).map(widestOf))
}

test('the scan agrees with the parsed value on every JSON document', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 8 }), fc.nat(8), (json, maxDepth) => {
      const value: unknown = JSON.parse(json)
      const { isTooDeep } = scan(json, maxDepth)
      expect(isTooDeep).toBe(depthOf(value) > maxDepth)
      if (isTooDeep) return
      const { members, widest } = scan(json, maxDepth)
      expect(members).toBe(membersOf(value))
      expect(widest).toBe(widestOf(value))
    }),
  )
})

test('brackets and colons inside of texts do not count', () => {
  expect(scan(String.raw`["[[[[ \" [[[ \\", {"a:b": "::"}]`, 2)).toEqual({
    isTooDeep: false,
    members: 1,
    widest: 1,
  })
})

test('half a million open brackets are refused at the first one too many', () => {
  expect(scan('['.repeat(500_000), 32).isTooDeep).toBe(true)
})
