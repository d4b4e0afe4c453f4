import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type S3Storage, startS3Storage } from '@promptbin/backup/s3-storage'
import { loadConfig } from '@promptbin/config'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStateFolder } from '../../state/state-folder.ts'
import { BackupManager } from '../backup-manager.ts'

let storage: S3Storage
let data: string
let manager: BackupManager
let changes: unknown[]

beforeEach(async () => {
  storage = await startS3Storage()
  data = mkdtempSync(join(tmpdir(), 'promptbin-second-'))
  const library = new DatabaseSync(join(data, 'promptbin.db'))
  library.exec('PRAGMA journal_mode = WAL; CREATE TABLE prompt (id INTEGER)')
  library.close()
  changes = []
  const environment = {
    PROMPTBIN_BACKUP_SECOND_PLACE: 's3://bucket',
    PROMPTBIN_BACKUP_S3_ENDPOINT: storage.endpoint,
    PROMPTBIN_BACKUP_S3_REGION: 'somewhere',
    PROMPTBIN_BACKUP_S3_ACCESS_KEY_ID: 'key',
    PROMPTBIN_BACKUP_S3_SECRET_ACCESS_KEY: 'secret',
  }
  manager = new BackupManager({
    config: { current: loadConfig({ environment, arguments: { dataDir: data } }) },
    folder: openStateFolder({ path: join(data, 'state'), log: { warn: () => {} } }),
    record: () => {},
    onSecondPlace: (state, reason) => changes.push([state, (reason as Error).message]),
  })
})
afterEach(async () => {
  await manager.close()
  storage.close()
  rmSync(data, { recursive: true })
})

const refused = expect.objectContaining({ code: 'PB_BACKUP_SECOND_PLACE' })
const aloneFor = 'it is left alone for half a minute'

test('a bucket that fails is not asked by who looks, is tried with each backup, and is looked at when that was copied', async () => {
  storage.failWith(500)
  const first = await manager.create('asked')
  expect(first.secondPlaceFault).toContain('500')
  expect([manager.secondPlace.state, changes]).toEqual([
    'open',
    [['open', expect.stringContaining('500')]],
  ])
  const asked = storage.asked.length
  await expect(manager.listSecond()).rejects.toThrow(refused)
  await expect(manager.listSecond()).rejects.toThrow(aloneFor)
  expect(storage.asked).toHaveLength(asked)

  // Whoever makes a backup wants it to be there.
  storage.failWith(undefined)
  const second = await manager.create('asked')
  expect(second.secondPlaceFault).toBeNull()
  expect(manager.secondPlace.state).toBe('closed')
  expect(await manager.listSecond()).toMatchObject([{ id: second.manifest.id, fault: null }])
})

test('who looks in vain opens it, and a backup is made all the same', async () => {
  storage.failWith(500)
  await expect(manager.listSecond()).rejects.toThrow('500')
  expect(manager.secondPlace.state).toBe('open')
  const { manifest } = await manager.create('asked')
  expect(manager.secondPlace.state).toBe('open')
  expect(await manager.list()).toMatchObject([{ id: manifest.id }])
  expect(changes).toHaveLength(1)
})

test('a backup that is not made says nothing of its second place', async () => {
  rmSync(join(data, 'promptbin.db'))
  await expect(manager.create('asked')).rejects.toThrow()
  expect(manager.secondPlace.state).toBe('closed')
})
