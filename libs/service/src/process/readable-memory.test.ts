import { expect, onTestFinished, test, vi } from 'vitest'
import { keepMemoryReadable } from './readable-memory.ts'

test('memory that cannot be read is what it was', () => {
  const real = process.memoryUsage
  onTestFinished(() => {
    process.memoryUsage = real
  })
  const figures = real()
  const read = vi.fn(() => figures)
  const rss = vi.fn(() => 4711)
  process.memoryUsage = Object.assign(read, { rss })
  keepMemoryReadable()
  keepMemoryReadable()
  expect(process.memoryUsage()).toEqual(figures)
  expect(process.memoryUsage.rss()).toBe(4711)
  for (const asked of [read, rss]) {
    asked.mockImplementation(() => {
      throw Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' })
    })
  }
  expect(process.memoryUsage()).toEqual(figures)
  expect(process.memoryUsage.rss()).toBe(4711)
})
