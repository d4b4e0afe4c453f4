import { EventEmitter, once } from 'node:events'
import { tmpdir } from 'node:os'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { readDiskSpace } from './disk-space.ts'
import { DiskWatch } from './disk-watch.ts'
import { type DiskLevel, type DiskThresholds, judgeDisk } from './judge-disk.ts'

const thresholds: DiskThresholds = {
  diskWarn: [1000, 'bytes'],
  diskCritical: [1, 'percent'],
  inodesWarn: 5,
  inodesCritical: 1,
}

const disk = (freeBytes: number, freeInodes = 100) => ({
  freeBytes,
  totalBytes: 10_000,
  freeInodes,
  totalInodes: 100,
})

const levelOf = (freeBytes: number, last: DiskLevel = 'ample', reserveBytes = 0) =>
  judgeDisk(disk(freeBytes), thresholds, { last, reserveBytes }).level

test.each<[number, DiskLevel]>([
  [5000, 'ample'],
  [1000, 'ample'],
  [999, 'scarce'],
  [100, 'scarce'],
  [99, 'critical'],
  [0, 'critical'],
])('with %d bytes free the disk is %s', (free, level) => {
  expect(levelOf(free)).toBe(level)
})

test('a level is left only with a margin, the critical one with what is to be taken back', () => {
  expect(levelOf(1100, 'scarce')).toBe('scarce')
  expect(levelOf(1250, 'scarce')).toBe('ample')
  expect(levelOf(120, 'critical')).toBe('critical')
  expect(levelOf(125, 'critical')).toBe('scarce')
  expect(levelOf(174, 'critical', 50)).toBe('critical')
  expect(levelOf(175, 'critical', 50)).toBe('scarce')
})

test('inodes count as bytes do, and the scarcer of the two is told', () => {
  expect(judgeDisk(disk(500, 0), thresholds, { last: 'ample' })).toEqual({
    level: 'critical',
    resource: 'inodes',
    free: 0,
    limit: 1,
  })
  expect(judgeDisk(disk(500, 4), thresholds, { last: 'ample' }).level).toBe('scarce')
})

test('a file system that does not count inodes has enough of them', () => {
  const uncounted = { ...disk(5000), freeInodes: 0, totalInodes: 0 }
  expect(judgeDisk(uncounted, thresholds, { last: 'ample' }).level).toBe('ample')
})

test('thresholds of nothing are never met, those of everything always', () => {
  const none = { ...thresholds, diskWarn: [0, 'bytes'], diskCritical: [0, 'percent'] } as const
  expect(judgeDisk(disk(0), none, { last: 'critical' }).level).toBe('ample')
  const all = { ...thresholds, diskCritical: [100, 'percent'] } as const
  expect(judgeDisk(disk(9_999), all, { last: 'ample' }).level).toBe('critical')
})

test('every level can be left, and more room never makes it worse', () => {
  const amount = fc.nat(10_000)
  const last = fc.constantFrom<DiskLevel>('ample', 'scarce', 'critical')
  const worse: readonly DiskLevel[] = ['ample', 'scarce', 'critical']
  fc.assert(
    fc.property(amount, amount, amount, amount, last, (warn, critical, free, more, before) => {
      const wanted: DiskThresholds = {
        ...thresholds,
        diskWarn: [warn, 'bytes'],
        diskCritical: [critical, 'bytes'],
      }
      const judge = (bytes: number) =>
        worse.indexOf(judgeDisk(disk(bytes), wanted, { last: before, reserveBytes: 50 }).level)
      expect(judge(free + more)).toBeLessThanOrEqual(judge(free))
      if (Math.max(warn, critical) < 10_000) expect(judge(10_000)).toBe(0)
    }),
  )
})

test('a watch tells each change of level once, and goes on where the disk does not answer', async () => {
  const seen: string[] = []
  let free: number | undefined = 5000
  const watch = new DiskWatch({
    folder: '/',
    thresholds,
    read: async () => {
      if (free === undefined) throw new Error('EIO')
      return disk(free)
    },
    onLevel: ({ level }, last) => seen.push(`${last.level} → ${level}`),
  })
  for (free of [5000, 50, 40, undefined, 60, 600, 5000]) await watch.look()
  expect(seen).toEqual(['ample → critical', 'critical → scarce', 'scarce → ample'])
})

test('a watch looks at a real disk by itself', async () => {
  const { totalBytes, freeBytes } = await readDiskSpace(tmpdir())
  expect(freeBytes).toBeLessThanOrEqual(totalBytes)
  const told = new EventEmitter()
  const everything: DiskThresholds = { ...thresholds, diskCritical: [100, 'percent'] }
  const watch = new DiskWatch({
    folder: tmpdir(),
    thresholds: everything,
    onLevel: (status) => told.emit('level', status),
  })
  onTestFinished(() => watch.stop())
  const level = once(told, 'level')
  await watch.start()
  expect(await level).toMatchObject([{ level: 'critical', limit: totalBytes }])
})
