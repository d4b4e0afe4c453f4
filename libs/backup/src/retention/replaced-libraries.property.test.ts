import fc from 'fast-check'
import { expect, test } from 'vitest'
import { replacedToRemove } from './replaced-libraries.ts'

const dayMs = 86_400_000
const now = Date.parse('2026-11-23T12:00:00Z')

const libraries = fc
  .uniqueArray(fc.integer({ min: -5, max: 400 }), { maxLength: 12 })
  .map((days) =>
    days
      .toSorted((one, other) => one - other)
      .map((ago) => ({ name: `${ago}`, atMs: now - ago * dayMs, bytes: 1 })),
  )

test('five of the last 90 days stay, always the newest, and removing twice removes no more', () => {
  fc.assert(
    fc.property(libraries, (all) => {
      const removed = replacedToRemove(all, now)
      const left = all.filter(({ name }) => !removed.includes(name))
      expect(left.slice(0, 1)).toEqual(all.slice(0, 1))
      expect(left).toEqual(all.slice(0, left.length))
      expect(left.length).toBeLessThanOrEqual(5)
      expect(left.slice(1).every(({ atMs }) => now - atMs <= 90 * dayMs)).toBe(true)
      const next = all[left.length]
      expect(!next || left.length === 5 || now - next.atMs > 90 * dayMs).toBe(true)
      expect(replacedToRemove(left, now)).toEqual([])
    }),
  )
})
