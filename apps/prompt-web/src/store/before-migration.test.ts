import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backupsFolderOf, readManifest } from '@promptbin/backup'
import { loadConfig } from '@promptbin/config'
import { createSqliteStore } from '@promptbin/prompt-store'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { backUpBeforeMigration } from './before-migration.ts'

const data = mkdtempSync(join(tmpdir(), 'promptbin-migration-'))
const recipient = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'

beforeAll(async () => (await createSqliteStore({ file: join(data, 'promptbin.db') })).close())
afterAll(() => rmSync(data, { recursive: true }))

const configWith = (environment: Record<string, string>) =>
  loadConfig({ environment, arguments: { dataDir: data } })

test('a backup before a migration is encrypted for whom all others are', async () => {
  const config = configWith({ PROMPTBIN_BACKUP_RECIPIENTS: recipient })
  const info = vi.fn()
  const id = await backUpBeforeMigration({ config, logger: { info } })
  const folder = backupsFolderOf(data)
  expect(await readManifest(folder, id)).toMatchObject({ reason: 'migration', encryption: 'age' })
  expect(readdirSync(join(folder, id))).toContain('promptbin.db.age')
  expect(info).toHaveBeenCalledWith(expect.objectContaining({ backup: id }), expect.any(String))
})

test('one that cannot be made is no migration', async () => {
  const databaseUrl = 'postgres://nobody@127.0.0.1:1/nothing'
  const logger = { info: vi.fn() }
  const making = backUpBeforeMigration({ config: configWith({}), databaseUrl, logger })
  await expect(making).rejects.toMatchObject({ code: 'PB_STORE_UNAVAILABLE' })
  expect(logger.info).not.toHaveBeenCalled()
})
