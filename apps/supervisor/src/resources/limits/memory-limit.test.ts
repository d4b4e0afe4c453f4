import { expect, test } from 'vitest'
import { judgeMemory, type MemoryLeniency } from './memory-limit.ts'

const settled = {
  softLimitBytes: 100,
  isReady: true,
  isReplacing: false,
  readyForMs: 3_600_000,
} as const

test.each<[number, MemoryLeniency, string]>([
  [100, 'none', 'none'],
  [101, 'none', 'recycle'],
  [126, 'none', 'end'],
  [126, 'hard', 'recycle'],
  [1000, 'all', 'none'],
])(
  'with %d of 100 bytes, and %s of it overlooked, the verdict is %s',
  (rssBytes, leniency, verdict) => {
    expect(judgeMemory({ ...settled, rssBytes, leniency })).toBe(verdict)
  },
)
