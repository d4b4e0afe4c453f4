import type { PostgresPlace } from '@promptbin/config'
import { expect, test } from 'vitest'
import { namingDatabase } from './naming-database.ts'

const common = { name: 'store:read', severity: 'critical', componentType: 'datastore' } as const
const { signal } = new AbortController()
const place: PostgresPlace = {
  system: 'postgresql',
  url: 'postgres://me:hunter2@db/prompts',
  shownUrl: 'postgres://db:5432/prompts',
  auditHeadFile: '/srv/head.json',
}

test('a failure names the database, and no password', async () => {
  const run = async () => Promise.reject(new Error('The library failed.'))
  const { output } = await namingDatabase({ ...common, run }, place).run(signal)
  expect(output).toMatch(/^The library failed\. It is in postgres:\/\/db:5432\/prompts:/)
  expect(output).not.toContain('hunter2')
})

test('what passes, and a library in a file, stay as they are', async () => {
  const check = { ...common, run: async () => ({ observedValue: 3 }) }
  expect(await namingDatabase(check, place).run(signal)).toEqual({ observedValue: 3 })
  const file = { system: 'sqlite', file: '/srv/db', auditHeadFile: '/srv/head.json' } as const
  expect(namingDatabase(check, file)).toBe(check)
})
