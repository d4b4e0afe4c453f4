import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AuditEntry, type AuditHead, chainStart, internalAsker } from './audit-record.ts'
import { ChainCheck, verifyChain } from './chain-check.ts'
import { ChainWatch } from './chain-watch.ts'
import { formatRecord, parseRecord, sealRecord } from './seal-record.ts'

const length = 1_000

function entry(number: number): AuditEntry {
  return {
    ...internalAsker('test'),
    action: 'service.restart',
    target: `service-${number}`,
    outcome: 'done',
    before: null,
    after: { number, words: ['a', 'ä', '😀'] },
  }
}

function chain(count: number, from: AuditHead = chainStart): readonly string[] {
  let head = from
  return Array.from({ length: count }, (_, index) => {
    const record = sealRecord(entry(from.seq + index + 1), head, new Date(index))
    head = record
    return formatRecord(record)
  })
}

const lines = chain(length)
const { head } = verifyChain(lines)
const place = fc.nat(length - 1)

test('a chain of many records is in order', () => {
  expect(verifyChain(lines, head)).toEqual({ valid: true, records: length, head, fault: null })
  expect(verifyChain([])).toMatchObject({ valid: true, head: chainStart })
})

test('each record is found that was dropped', () => {
  let from = chainStart
  for (const [index, line] of lines.entries()) {
    const check = new ChainCheck({ from, anchor: head })
    for (const next of lines.slice(index + 1, index + 2)) check.take(next)
    const isLast = index === length - 1
    expect(check.end().fault).toMatchObject({ seq: index + 1, kind: isLast ? 'cut' : 'missing' })
    from = parseRecord(line) ?? chainStart
  }
  fc.assert(
    fc.property(place, (index) => {
      const verdict = verifyChain(lines.toSpliced(index, 1), head)
      expect(verdict).toMatchObject({ records: index, fault: { seq: index + 1 } })
    }),
    { numRuns: 20 },
  )
})

test('each record is found in which a character was changed', () => {
  fc.assert(
    fc.property(place, fc.nat(), fc.constantFrom(...'09afz"{ \\'), (index, at, other) => {
      const line = lines[index] ?? ''
      const where = at % line.length
      fc.pre(line[where] !== other)
      const flipped = line.slice(0, where) + other + line.slice(where + 1)
      const { fault } = verifyChain(lines.with(index, flipped), head)
      expect(fault?.seq).toBe(index + 1)
      expect(['unreadable', 'altered']).toContain(fault?.kind)
    }),
    { numRuns: 100 },
  )
})

test('two records that changed places are found at the first of them', () => {
  fc.assert(
    fc.property(place, place, (one, other) => {
      fc.pre(one !== other)
      const [first, second] = [Math.min(one, other), Math.max(one, other)]
      const swapped = lines.with(first, lines[second] ?? '').with(second, lines[first] ?? '')
      expect(verifyChain(swapped, head).fault).toMatchObject({ seq: first + 1, kind: 'missing' })
    }),
    { numRuns: 30 },
  )
})

test('a record that was inserted is found where it stands', () => {
  fc.assert(
    fc.property(place, place, (index, copied) => {
      const inserted = lines.toSpliced(index, 0, lines[copied] ?? '')
      const { fault } = verifyChain(inserted, head)
      // In front of itself a copy is the record, and the record is the copy.
      expect(fault?.seq).toBe(copied === index ? index + 2 : index + 1)
    }),
    { numRuns: 30 },
  )
})

test('a record that was made anew is found by the one that follows it', () => {
  fc.assert(
    fc.property(fc.nat(length - 2), (index) => {
      const before = parseRecord(lines[index - 1] ?? '') ?? chainStart
      const forged = formatRecord(sealRecord(entry(0), before, new Date(0)))
      const { fault } = verifyChain(lines.with(index, forged))
      expect(fault).toMatchObject({ seq: index + 2, kind: 'unlinked' })
    }),
    { numRuns: 30 },
  )
})

test('an end that was cut off, or made anew, is found by the head that was noted elsewhere', () => {
  fc.assert(
    fc.property(place, (kept) => {
      const cut = lines.slice(0, kept)
      expect(verifyChain(cut).valid).toBe(true)
      expect(verifyChain(cut, head).fault).toMatchObject({ seq: kept + 1, kind: 'cut' })
      const from = parseRecord(cut.at(-1) ?? '') ?? chainStart
      const remade = [...cut, ...chain(length - kept, from)]
      const other = remade.with(-1, forgeLast(remade))
      expect(verifyChain(other, head).fault).toMatchObject({ seq: length, kind: 'replaced' })
    }),
    { numRuns: 8 },
  )
})

function forgeLast(all: readonly string[]): string {
  const before = parseRecord(all.at(-2) ?? '') ?? chainStart
  return formatRecord(sealRecord(entry(-1), before, new Date(0)))
}

test('a chain can be looked at in any parts', () => {
  fc.assert(
    fc.property(fc.nat(length), (middle) => {
      const first = new ChainCheck()
      for (const line of lines.slice(0, middle)) first.take(line)
      const second = new ChainCheck({ from: first.head, anchor: head })
      for (const line of lines.slice(middle)) second.take(line)
      expect(second.end()).toMatchObject({ valid: true, head })
    }),
    { numRuns: 10 },
  )
})

test('who watches a chain reads it once, then only what is new, and all of it again after a day', async () => {
  let [nowMs, all, verified] = [0, lines, chainStart]
  const reads: number[] = []
  const watch = new ChainWatch<number>({
    read: async (after = 0) => {
      const next = Math.min(after + 300, all.length)
      reads.push(after)
      return { lines: all.slice(after, next), next, isLast: next === all.length }
    },
    anchor: () => (verified.seq === 0 ? null : verified),
    onVerified: (seen) => {
      verified = seen
    },
    now: () => nowMs,
  })
  await watch.look()
  expect(reads.splice(0)).toEqual([0, 300, 600, 900])
  expect(watch.verdict).toMatchObject({ valid: true, head })

  all = [...lines, ...chain(2, head)]
  await watch.look()
  expect(reads.splice(0)).toEqual([1_000])
  expect(verified.seq).toBe(length + 2)

  all = all.with(4, all[5] ?? '')
  nowMs = 24 * 60 * 60 * 1_000
  await watch.look()
  expect(watch.verdict?.fault).toMatchObject({ seq: 5 })
  expect(verified.seq).toBe(length + 2)

  all = lines
  nowMs += 10 * 60 * 1_000
  await watch.look()
  expect(watch.verdict?.fault).toMatchObject({ seq: length + 1, kind: 'cut' })
})
