import { open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createSqliteStore } from '@promptbin/prompt-store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askServiceForJson } from '../src/http/ask-service.ts'
import { getJson } from '../src/http/get-json.ts'
import { type Started, TestFolder } from './command.ts'
import { product } from './programs.ts'

// The real services: what is recovered has to be served.
const data = new TestFolder(product)
const file = join(data.path, 'promptbin.db')

const save = (name: string) =>
  askServiceForJson(data.instance.web.url, '/api/v1/prompts', { name, title: name, content: name })

const backUp = () => askServiceForJson(data.instance.supervisor.url, '/api/v1/backups', {})

const look = async () => {
  const path = '/api/v1/library/check'
  const answer = await askServiceForJson(data.instance.supervisor.url, path, {})
  return (answer as { last: { status: string } }).last.status
}

const recover = async () =>
  (await askServiceForJson(data.instance.supervisor.url, '/api/v1/library/recovery', {})) as {
    readonly saved: { readonly prompts: object; readonly versions: { readonly fromBackup: number } }
    readonly replaced: string
    readonly backup: string
  }

const nameNow = async (name: string) => {
  const { body } = await getJson(`/api/v1/prompts/${name}`, data.instance.web.url)
  return (body as { name?: string }).name
}

/** The bytes of a page that is the root of nothing, of a table that lists go by. */
async function breakPage(): Promise<void> {
  const database = new DatabaseSync(file, { readOnly: true })
  const row = database
    .prepare(`SELECT min(pageno) AS page FROM dbstat WHERE name = 'version' AND path <> '/'`)
    .get()
  database.close()
  await overwrite(Number(row?.['page']) - 1)
}

async function overwrite(page: number): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.write(Buffer.alloc(4_096, 0xa5), 0, 4_096, page * 4_096)
  await handle.close()
}

const names = Array.from({ length: 40 }, (_, index) => `prompt-${index + 1}`)

/** Prompts that are there before PromptBin is started. */
async function fillLibrary(): Promise<void> {
  const store = await createSqliteStore({ file, readers: 1 })
  const rest = { description: '', folder: '', tags: [], favourite: false, variables: [] }
  for (const name of names) {
    const messages = [{ role: 'user' as const, text: name.repeat(50) }]
    const prompt = { ...rest, name, title: name, messages, modelConfig: {}, message: '' }
    await store.create(prompt, { author: 'ada', client: 'test' })
  }
  await store.close()
}

let started: Started

beforeAll(async () => {
  await fillLibrary()
  started = await data.start()
  await backUp()
  await save('later')
}, 60_000)

afterAll(() => data.remove())

test('damage that the daily look finds stops changes, and the library is recovered while it runs', async () => {
  expect(await look()).toBe('sound')
  await expect(recover()).rejects.toMatchObject({ code: 'PB_RECOVER_NOT_NEEDED' })
  // What stands in the log is moved into the database, where the page is.
  const database = new DatabaseSync(file)
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
  await breakPage()

  expect(await look()).toBe('damaged')
  await expect(save('refused')).rejects.toMatchObject({ code: 'PB_STORE_DAMAGED_READ_ONLY' })
  const { body: health } = await getJson('/health?verbose', data.instance.supervisor.url)
  expect(health).toMatchObject({
    checks: {
      'store:integrity': [
        { status: 'fail', output: expect.stringContaining('promptbin recover --dry-run') },
      ],
    },
  })
  const trial = await data.run(['recover', '--dry-run'])
  expect(trial.stdout).toMatch(/^The library is damaged: /)
  expect(trial.stdout).toContain('41 prompts with 41 versions would be saved')
  expect(trial.stdout).toContain('Nothing was changed.')

  const { saved, replaced, backup } = await recover()
  expect(saved.prompts).toMatchObject({ kept: 41, renamed: [], lost: [] })
  expect(saved.versions.fromBackup).toBeGreaterThan(0)
  expect(backup).toMatch(/^\d{8}T/)
  expect(await readdir(replaced)).toEqual(expect.arrayContaining(['promptbin.db', 'recovery.json']))
  expect(await nameNow('later')).toBe('later')
  expect(await nameNow('prompt-1')).toBe('prompt-1')
  await save('after')
  const { body: audit } = await getJson('/api/v1/audit/verification', data.instance.supervisor.url)
  expect(audit).toMatchObject({ valid: true, problems: [] })
  expect(await look()).toBe('sound')
}, 60_000)

test('a library that cannot be opened is recovered while nothing runs', async () => {
  await started.stop()
  await overwrite(0)
  const damaged = await readFile(file)
  const refused = await data.run(['start'])
  expect({ code: refused.code, stderr: refused.stderr }).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('promptbin recover'),
  })
  // As in a data folder that was brought from elsewhere.
  await rm(join(data.path, 'run'), { recursive: true })
  const { code, stdout } = await data.run(['recover'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^The library is damaged: .*\n\d+ prompts with \d+ versions were saved\b/)
  const kept = /kept in (.*), with/.exec(stdout)?.[1] ?? ''
  expect(await readFile(join(kept, 'promptbin.db'))).toEqual(damaged)
  await data.start()
  expect(await nameNow('later')).toBe('later')
  await save('once-more')
}, 60_000)
