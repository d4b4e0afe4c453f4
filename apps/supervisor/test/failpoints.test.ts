import { failpoints } from '@promptbin/failpoints'
import { afterEach, expect, test, vi } from 'vitest'
import { runHere } from './in-process.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

test('in development every failpoint is listed with its moment', async () => {
  vi.stubEnv('PROMPTBIN_MODE', 'development')
  const listed = JSON.parse((await runHere(['failpoints', '--json'])).stdout).items
  expect(listed.map(({ name }: { name: string }) => name)).toEqual(Object.keys(failpoints))
  expect(listed.length).toBeGreaterThanOrEqual(25)
  const { stdout } = await runHere(['failpoints'])
  expect(stdout).toMatch(/^state\.file\.writing +before a state file is written; partial-write$/m)
})

test('in production there are none', async () => {
  vi.stubEnv('PROMPTBIN_MODE', 'production')
  const { code, stderr } = await runHere(['failpoints'])
  expect([code, stderr]).toEqual([5, expect.stringContaining('PB_FAILPOINTS_OFF')])
})
