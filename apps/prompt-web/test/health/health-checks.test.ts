import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createHealth, type HealthCheck } from '@promptbin/health'
import { createSqliteStore } from '@promptbin/prompt-store'
import type { NewPrompt } from '@promptbin/prompts'
import { expect, onTestFinished, test } from 'vitest'
import { guardStore } from '../../src/disk/guarded-store.ts'
import { createHealthChecks } from '../../src/health/health-checks.ts'
import { temporaryFolder } from '../test-app.ts'

const tea: NewPrompt = {
  title: 'Tea',
  description: '',
  folder: '',
  tags: [],
  favourite: false,
  messages: [{ role: 'user', text: 'Boil water.' }],
  variables: [],
  modelConfig: {},
  message: '',
}
const ada = { author: 'ada', client: 'test' }

/** A real library, and what is done to it behind its back. */
async function openLibrary() {
  const dataDir = temporaryFolder()
  const file = join(dataDir, 'promptbin.db')
  const disk = { isReadOnly: false }
  const sqlite = await createSqliteStore({ file, readQueue: { limit: 4, timeoutMs: 60_000 } })
  onTestFinished(() => sqlite.close())
  const store = guardStore(sqlite, () => disk.isReadOnly)
  const checks = createHealthChecks({
    store,
    dataDir,
    diskThresholds: {
      diskWarn: [1, 'bytes'],
      diskCritical: [1, 'bytes'],
      inodesWarn: 0,
      inodesCritical: 0,
    },
    isReadOnly: () => disk.isReadOnly,
  })
  const health = createHealth({ service: 'test', version: '1', checks, intervalMs: 60_000 })
  const save = () => store.create(tea, ada)
  const open = () => {
    const database = new DatabaseSync(file)
    onTestFinished(() => database.close())
    return database
  }
  const tamper = (sql: string) => open().exec(sql)
  const look = async (name: string) => {
    await health.recheck([name])
    return health.report().checks[name]?.[0]
  }
  return { disk, store, checks, health, save, open, tamper, look }
}

const named = (checks: readonly HealthCheck[], name: string) =>
  checks.find((check) => check.name === name)

test('a search that does not find the newest prompt is a failure, until it is found again', async () => {
  const { save, tamper, look } = await openLibrary()
  expect(await look('search:index')).toMatchObject({ observedValue: 'empty library' })
  await save()
  expect(await look('search:index')).toMatchObject({ status: 'pass', observedUnit: 'ms' })
  tamper(`INSERT INTO prompt_search (prompt_search) VALUES ('delete-all')`)
  expect(await look('search:index')).toMatchObject({
    status: 'fail',
    output: expect.stringContaining('full-text index'),
  })
  tamper(`INSERT INTO prompt_search (prompt_search) VALUES ('rebuild')`)
  expect(await look('search:index')).toMatchObject({ status: 'pass' })
})

test('a library that cannot be searched at all is told of', async () => {
  const { save, tamper, look } = await openLibrary()
  await save()
  tamper('DROP TABLE prompt_search')
  expect(await look('search:index')).toMatchObject({ status: 'fail' })
  expect(await look('store:read')).toMatchObject({ status: 'pass', observedValue: 1 })
})

test('while another program keeps the library to itself, it can be read and not written', async () => {
  const { open, look } = await openLibrary()
  const other = open()
  other.exec('BEGIN IMMEDIATE')
  expect(await look('store:write')).toMatchObject({ status: 'fail' })
  expect(await look('store:read')).toMatchObject({ status: 'pass' })
  other.exec('ROLLBACK')
  expect(await look('store:write')).toMatchObject({ status: 'pass', observedUnit: 'ms' })
})

test('a library that cannot be read makes the whole unhealthy, with the reason first', async () => {
  const { store, health } = await openLibrary()
  await store.close()
  await health.recheck()
  expect(health.report()).toMatchObject({
    overall: 'unhealthy',
    reason: expect.stringMatching(/^store:read fails: /),
  })
})

test('who was turned away by a full queue is told of once', async () => {
  const { store, look } = await openLibrary()
  const asked = await Promise.allSettled(Array.from({ length: 50 }, () => store.stats()))
  const refused = asked.filter(({ status }) => status === 'rejected').length
  expect(refused).toBeGreaterThan(0)
  expect(await look('store:queue')).toMatchObject({
    status: 'warn',
    output: `${refused} requests to the library were turned away since the last look.`,
  })
  expect(await look('store:queue')).toMatchObject({ status: 'pass', observedValue: 0 })
})

test('while nothing is saved for want of room, writing fails and reading goes on', async () => {
  const { disk, health } = await openLibrary()
  disk.isReadOnly = true
  await health.recheck()
  const { overall, checks, reason } = health.report()
  expect(overall).toBe('degraded')
  expect(checks['store:read']?.[0]?.status).toBe('pass')
  expect(checks['store:write']?.[0]?.status).toBe('fail')
  expect(checks['disk:bytes']?.[0]?.status).toBe('fail')
  expect(reason).toContain('Nothing is saved until there is room')
  disk.isReadOnly = false
  await health.recheck()
  expect(health.report()).toMatchObject({ overall: 'healthy', reason: null })
})

test('only reading is critical', async () => {
  const { checks } = await openLibrary()
  expect(checks.filter(({ severity }) => severity === 'critical').map(({ name }) => name)).toEqual([
    'store:read',
  ])
  expect(named(checks, 'search:index')?.componentType).toBe('datastore')
})
