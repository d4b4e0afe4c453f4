import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { loadConfig } from '@promptbin/config'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStateFolder } from '../state/state-folder.ts'
import type { LifecycleIncident } from '../supervision/lifecycle-event.ts'
import { BackupManager, type BackupManagerOptions } from './backup-manager.ts'

let data: string
let incidents: LifecycleIncident[]
let manager: BackupManager

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'promptbin-backups-'))
  const library = new DatabaseSync(join(data, 'promptbin.db'))
  library.exec('PRAGMA journal_mode = WAL; CREATE TABLE prompt (id INTEGER)')
  library.close()
  incidents = []
  manager = open()
})
afterEach(() => manager.close())

function open(options: Partial<BackupManagerOptions> = {}): BackupManager {
  const config = loadConfig({ environment: {}, arguments: { dataDir: data } })
  const log = { warn: () => {} }
  return new BackupManager({
    config: { current: config },
    folder: openStateFolder({ path: join(data, 'state'), log }),
    record: (incident) => incidents.push(incident),
    ...options,
  })
}

test('a backup is made in a process of its own, told of and remembered', async () => {
  const steps: (number | undefined)[] = []
  manager.onChange(() => steps.push(manager.progress?.copied))
  const { manifest, bytes, durationMs } = await manager.create('asked')
  const { id, createdAt: at } = manifest
  const told = { id, reason: 'asked', bytes, secondPlaceFault: null }
  expect(incidents).toEqual([{ type: 'backup-made', ...told, ms: durationMs }])
  expect(manager.state.last).toEqual({ ...told, at, durationMs })
  expect(steps.at(0)).toBe(0)
  expect(steps).toContain(1)
  expect(steps.at(-1)).toBeUndefined()
  expect(await manager.list()).toMatchObject([{ id, fault: null }])
  expect(await manager.verify(id)).toMatchObject({ isGood: true, isOpened: true })

  await manager.close()
  manager = open()
  expect(manager.state.last).toMatchObject({ id })
})

test('one that is not made is told of, and counted until one is made', async () => {
  const library = join(data, 'promptbin.db')
  writeFileSync(library, 'not a database '.repeat(1_000))
  const failure = expect.objectContaining({ code: 'PB_BACKUP_FAILED' })
  await expect(manager.create('scheduled')).rejects.toThrow(failure)
  expect(incidents).toMatchObject([
    { type: 'backup-failed', reason: 'scheduled', code: 'PB_BACKUP_FAILED' },
  ])
  expect(manager.state).toMatchObject({ last: null, failed: { code: 'PB_BACKUP_FAILED' } })
  expect(manager.failures).toBe(1)
})

test('they are made one after the other', async () => {
  const order: string[] = []
  const { promise: copied, resolve: copy } = Promise.withResolvers<void>()
  manager = open({
    run: (async (task: { reason: string }) => {
      order.push(`${task.reason} begins`)
      await copied
      order.push(`${task.reason} ends`)
      throw new Error('enough')
    }) as never,
  })
  const all = Promise.allSettled([manager.create('asked'), manager.create('change')])
  copy()
  await all
  expect(order).toEqual(['asked begins', 'asked ends', 'change begins', 'change ends'])
})

test('one that PromptBin ends itself has not failed, and no more are made', async () => {
  const begun = Promise.withResolvers<void>()
  manager.onChange(() => begun.resolve())
  const made = manager.create('scheduled').catch((error) => error.code)
  const next = manager.create('asked').catch((error) => error.code)
  await begun.promise
  await manager.close()
  expect(await made).toBe('PB_BACKUP_TASK_FAILED')
  expect(await next).toBe('PB_BACKUP_CLOSED')
  expect(incidents).toEqual([])
})

test('before a change there is a backup, and several changes share one', async () => {
  await manager.beforeChange()
  await manager.alone(async () => {})
  expect(incidents).toMatchObject([{ type: 'backup-made', reason: 'change' }])
  await manager.beforeChange()
  expect(await manager.list()).toHaveLength(1)
})

test('a backup that fails stops no change', async () => {
  writeFileSync(join(data, 'promptbin.db'), 'not a database '.repeat(1_000))
  await manager.beforeChange()
  expect(incidents).toMatchObject([{ type: 'backup-failed', reason: 'change' }])
})

test('what a killed process has left of a backup is removed with the start', async () => {
  const { manifest } = await manager.create('asked')
  const left = join(data, 'backups', '.20261123T140000Z-a1b2.partial')
  mkdirSync(left)
  manager.start()
  await manager.alone(async () => {})
  expect(readdirSync(join(data, 'backups'))).toEqual([manifest.id])
})
