import { expect, test } from 'vitest'
import { within } from './within.ts'

test('work that is done in time gives its result, or its own error', async () => {
  expect(await within(60_000, async () => 'done')).toBe('done')
  await expect(within(60_000, () => Promise.reject(new Error('own')))).rejects.toThrow('own')
})

test('work that is not done in time is given up as busy', async () => {
  const never = new Promise<never>(() => {})
  await expect(within(1, () => never)).rejects.toMatchObject({ code: 'PB_STORE_BUSY' })
})
