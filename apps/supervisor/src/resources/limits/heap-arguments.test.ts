import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { heapArguments } from './heap-arguments.ts'

const mebibyte = 2 ** 20

function heapLimitWith(maxMemoryBytes: number): number {
  const code = 'console.log(require("node:v8").getHeapStatistics().heap_size_limit)'
  return Number(execFileSync(process.execPath, [...heapArguments(maxMemoryBytes), '-e', code]))
}

test('Node takes the arguments, and its heap has that limit', () => {
  // V8 adds what its young generation may take, whatever the limit is.
  const added = heapLimitWith(256 * mebibyte) - 256 * mebibyte
  expect(heapLimitWith(512 * mebibyte)).toBe(512 * mebibyte + added)
})

test('what is young takes what it is given', () => {
  expect(heapArguments(512e6, { semiSpaceMebibytes: 2 })).toContain('--max-semi-space-size=2')
})

test('a snapshot is written only where it is asked for', () => {
  expect(heapArguments(512e6)).toEqual(['--max-old-space-size=488'])
  expect(heapArguments(512e6, { snapshotFolder: '/srv/state' })).toContain(
    '--diagnostic-dir=/srv/state',
  )
})
