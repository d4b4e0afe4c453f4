import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getJson } from '../src/http/get-json.ts'
import { type Started, TestFolder } from './command.ts'
import { runHere } from './in-process.ts'

const data = new TestFolder()
let promptbin: Started

const backup = (...args: readonly string[]) => runHere(['backup', ...args, '--data-dir', data.path])

async function answerOf(...args: readonly string[]) {
  const { code, stdout } = await backup(...args, '--json')
  return { code, answer: JSON.parse(stdout) }
}

beforeAll(async () => {
  const library = new DatabaseSync(join(data.path, 'promptbin.db'))
  library.exec(`PRAGMA journal_mode = WAL; CREATE TABLE prompt (body TEXT) STRICT;
    INSERT INTO prompt VALUES ('one'), ('two')`)
  library.close()
})
afterAll(() => data.remove())

test('where nothing runs backups are made, listed and verified all the same', async () => {
  expect((await backup('list')).stdout).toBe(
    'There is no backup yet. Make one: promptbin backup create\n',
  )
  const { stdout, stderr } = await backup('create')
  expect(stdout).toMatch(/^Made \d{8}T\d{6}Z-[0-9a-f]{4} \([\d.]+ kB\) in \d+\.\d s\.\n$/)
  expect(stderr).toContain('Backup 100 %')
  const verified = await backup('verify')
  expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining('is good') })
})

test('a running PromptBin makes one, and everybody is told', async () => {
  promptbin = await data.start()
  const { answer: made } = await answerOf('create')
  const { id, createdAt } = made.backup
  expect(made.backup).toMatchObject({ reason: 'asked', rows: { prompt: 2 }, fault: null })
  const { answer } = await answerOf('list')
  expect(answer.items.map((item: { id: string }) => item.id)).toContain(id)
  expect(answer.current).toBeNull()

  const { supervisor } = data.instance
  const health = (await getJson('/health', supervisor.url)).body as {
    system: { last_backup: string }
    checks: Record<string, readonly { status: string }[]>
  }
  expect(health.system.last_backup.slice(0, 19)).toBe(createdAt.slice(0, 19))
  expect(health.checks['backup:age']).toMatchObject([{ status: 'pass' }])
  const metrics = await fetch(`${supervisor.url}/metrics`)
  expect(await metrics.text()).toMatch(/promptbin_backup_size_bytes\{[^}]*\} [1-9]/)
  const page = await fetch(`${supervisor.url}/backups`, { headers: { accept: 'text/html' } })
  expect(await page.text()).toContain(id)
  const told = data.log.find(({ event }) => event === 'lifecycle.backup-made')
  expect(told).toMatchObject({ facts: { id, reason: 'asked' } })
})

test('one that is damaged is told by list and verify, which says so by its exit code', async () => {
  const { answer } = await answerOf('list')
  const { id } = answer.items[0]
  truncateSync(join(data.path, 'backups', id, 'promptbin.db'), 4096)
  expect((await backup('list')).stdout).toMatch(
    new RegExp(`^${id} .*promptbin.db has 4096 bytes instead of`, 'm'),
  )
  const { code, stdout } = await backup('verify', id)
  expect({ code, stdout }).toMatchObject({
    code: 3,
    stdout: expect.stringContaining('cannot be used'),
  })
  const missing = await backup('verify', '20200101T000000Z-0000')
  expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('PB_BACKUP_NOT_FOUND') })
})

test('what was made is known after a restart, and a second place that is missing is told', async () => {
  const last = await getJson('/api/v1/stats', data.instance.supervisor.url)
  await promptbin.stop()
  promptbin = await data.start()
  const again = await getJson('/api/v1/stats', data.instance.supervisor.url)
  const lastBackup = (answer: typeof last) => (answer.body as { lastBackup: string }).lastBackup
  expect(lastBackup(again)).toBe(lastBackup(last))
  const { code, stderr } = await backup('list', '--place', 'second')
  expect({ code, stderr }).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('PB_BACKUP_NO_SECOND_PLACE'),
  })
})
