import { expect, test } from 'vitest'
import { softLimit } from './limits.ts'

/** As proc_pid_limits(5) has it. */
const limits = `Limit                     Soft Limit           Hard Limit           Units
Max file size             2097152              unlimited            bytes
Max open files            256                  1048576              files
Max processes             unlimited            unlimited            processes
`

test('of each limit the soft one counts, and what has none is endless', () => {
  expect(softLimit(limits, 'Max open files')).toBe(256)
  expect(softLimit(limits, 'Max file size')).toBe(2_097_152)
  expect(softLimit(limits, 'Max processes')).toBe(Number.POSITIVE_INFINITY)
  expect(softLimit('', 'Max open files')).toBe(Number.POSITIVE_INFINITY)
})
