import {
  type AuditRecord,
  chainStart,
  formatRecord,
  internalAsker,
  matchesAudit,
  sealRecord,
  verifyChain,
} from '@promptbin/security'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AuditSource, AuditSourceName } from './audit-source.ts'
import { listBoth } from './list-both.ts'
import { verifyBoth } from './verify-both.ts'

/** A source whose records were written at these times. */
function aSource(name: AuditSourceName, times: readonly number[]): AuditSource {
  const records: AuditRecord[] = []
  for (const time of times) {
    const act = { action: 'test.act', target: String(time), outcome: 'done' } as const
    const entry = { ...internalAsker(name), ...act, before: null, after: null }
    records.push(sealRecord(entry, records.at(-1) ?? chainStart, new Date(time)))
  }
  return {
    name,
    list: async (query) => {
      const { before = Number.POSITIVE_INFINITY, limit } = query
      const found = records
        .filter((record) => record.seq < before && matchesAudit(record, query))
        .toReversed()
      const items = found.slice(0, limit)
      return { items, nextBefore: found.length > limit ? (items.at(-1)?.seq ?? null) : null }
    },
    verify: async () => verifyChain(records.map(formatRecord)),
  }
}

const away: AuditSource = {
  name: 'library',
  list: () => Promise.reject(new Error('not there')),
  verify: () => Promise.reject(new Error('not there')),
}

test('two chains are one list by time, whatever the length of its pages', async () => {
  const someTimes = fc.array(fc.nat(50), { maxLength: 12 }).map((times) => times.sort())
  await fc.assert(
    fc.asyncProperty(someTimes, someTimes, fc.integer({ min: 1, max: 5 }), async (a, b, limit) => {
      const [one, other] = [a.toSorted((x, y) => x - y), b.toSorted((x, y) => x - y)]
      const sources = [aSource('supervisor', one), aSource('library', other)]
      const seen: string[] = []
      let cursor: string | null | undefined
      do {
        const page = await listBoth(sources, { limit, ...(cursor && { cursor }) })
        expect(page.items.length).toBeLessThanOrEqual(limit)
        seen.push(...page.items.map(({ source, seq, at }) => `${at} ${source} ${seq}`))
        cursor = page.nextCursor
      } while (cursor !== null)
      expect(new Set(seen).size).toBe(one.length + other.length)
      expect(seen).toHaveLength(one.length + other.length)
      const times = seen.map((line) => line.split(' ')[0])
      expect(times).toEqual(times.toSorted().reverse())
    }),
    { numRuns: 50 },
  )
})

test('a source that is away is told of, and goes on where it stood', async () => {
  const own = aSource('supervisor', [1, 2, 3])
  const first = await listBoth([own, away], { limit: 2 })
  expect(first).toMatchObject({ nextCursor: '2.', problems: ['library: not there'] })
  const library = aSource('library', [4])
  const second = await listBoth([own, library], { limit: 2, cursor: first.nextCursor ?? '' })
  expect(second.items.map(({ source, seq }) => `${source} ${seq}`)).toEqual([
    'library 1',
    'supervisor 1',
  ])
  expect(second.nextCursor).toBeNull()
  expect((await listBoth([own, away], { limit: 5 })).nextCursor).toBeNull()
})

test('both are verified, and what cannot be asked is not valid', async () => {
  const [own, library] = [aSource('supervisor', [1, 2]), aSource('library', [3])]
  expect(await verifyBoth([own, library])).toMatchObject({
    valid: true,
    records: 3,
    firstBad: null,
    sources: [{ source: 'supervisor' }, { source: 'library' }],
  })
  expect(await verifyBoth([own, away])).toMatchObject({
    valid: false,
    reason: 'library: not there',
    problems: ['library: not there'],
  })
  const fault = { seq: 2, kind: 'altered', message: 'Record 2 was altered.' } as const
  const broken: AuditSource = {
    ...library,
    verify: async () => ({ valid: false, records: 1, head: chainStart, fault }),
  }
  expect(await verifyBoth([own, broken])).toMatchObject({ valid: false, firstBad: 2 })
})
