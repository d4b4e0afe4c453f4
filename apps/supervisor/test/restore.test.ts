import { join } from 'node:path'
import { libraryRecords } from '@promptbin/prompt-store/restoring'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askServiceForJson } from '../src/http/ask-service.ts'
import { getJson } from '../src/http/get-json.ts'
import { TestFolder } from './command.ts'
import { product } from './programs.ts'

// The real services: what is restored has to be served.
const data = new TestFolder(product)
const elsewhere = new TestFolder(product)

const web = (path: string, body: object, method: 'POST' | 'PATCH' = 'POST') =>
  askServiceForJson(data.instance.web.url, path, body, {
    method,
    headers: { 'if-match': '*' },
  }) as Promise<Record<string, unknown>>

const operate = (path: string, body: object = {}) =>
  askServiceForJson(data.instance.supervisor.url, `/api/v1/backups${path}`, body) as Promise<
    Record<string, unknown>
  >

const prompt = async (name: string) => {
  const path = `/api/v1/prompts/${name}?label=latest`
  const { body } = await getJson(path, data.instance.web.url)
  return body as {
    code?: string
    latest?: number
    version?: { messages: unknown; message: string }
  }
}

const namesOf = (folder: TestFolder) =>
  [...libraryRecords(join(folder.path, 'promptbin.db'))].map(({ name }) => name).sort()

beforeAll(async () => {
  await data.start()
  await web('/api/v1/prompts', { name: 'kept', title: 'Kept', content: 'As it was.' })
  await web('/api/v1/prompts', { name: 'gone', title: 'Gone', content: 'As it was, too.' })
  await operate('')
  await web('/api/v1/prompts/kept', { content: 'As it became.' }, 'PATCH')
  await web('/api/v1/prompts', { name: 'later', title: 'Later', content: 'New.' })
  const url = new URL('/api/v1/prompts/gone', data.instance.web.url)
  await fetch(url, { method: 'DELETE' })
}, 60_000)

afterAll(async () => {
  await data.remove()
  await elsewhere.remove()
})

test('a prompt comes back as a new version, out of the trash, or as another prompt', async () => {
  expect(await operate('/restore-prompt', { name: 'kept' })).toMatchObject({ version: 3 })
  expect((await prompt('kept')).version).toMatchObject({
    messages: [{ role: 'user', text: 'As it was.' }],
    message: expect.stringMatching(/^Restored from the backup of 20/),
  })
  expect(await operate('/restore-prompt', { name: 'kept' })).toMatchObject({
    outcome: 'unchanged',
    version: 3,
  })
  expect(await operate('/restore-prompt', { name: 'gone' })).toMatchObject({ outcome: 'created' })
  expect((await prompt('gone')).version).toMatchObject({ message: '' })
  const another = await operate('/restore-prompt', { name: 'kept', as: 'kept-then' })
  expect(another).toMatchObject({ name: 'kept-then', outcome: 'created', version: 1 })
}, 60_000)

test('a drill says what it has compared, and the health of the whole knows', async () => {
  const { passed, checks: compared } = await operate('/drill')
  expect(passed).toBe(true)
  expect(compared).toContainEqual({
    ...{ what: 'rows of version', expected: '2', found: '2' },
    passed: true,
  })
  const health = await getJson('/health?verbose', data.instance.supervisor.url)
  const checks = (health.body as { checks: Record<string, readonly { status: string }[]> }).checks
  expect(checks['backup:drill']).toMatchObject([{ status: 'pass' }])
}, 60_000)

test('a backup is restored while PromptBin runs, and a dry run changes nothing', async () => {
  const trial = await operate('/restore', { dry_run: true })
  expect(trial).toMatchObject({ restored: false, prompts: 2, replaced: null, safetyBackup: null })
  expect((await prompt('later')).code).toBeUndefined()

  const restored = await operate('/restore')
  expect(restored).toMatchObject({ restored: true, prompts: 2, keepsAccess: true })
  expect(restored['replaced']).toContain(join(data.path, 'replaced'))
  expect((await prompt('kept')).latest).toBe(1)
  expect((await prompt('later')).code).toBe('PB_PROMPT_NOT_FOUND')
}, 60_000)

test('on another machine, where nothing runs, a folder with backups is enough', async () => {
  const from = join(data.path, 'backups')
  const { code, stdout } = await elsewhere.run(['backup', 'restore', '--from', from])
  expect(code).toBe(0)
  expect(stdout).toMatch(
    /^Restored .*\nAccounts and tokens are those of the backup: .*\nThe audit trail .* goes on from there\.\n$/,
  )
  expect(namesOf(elsewhere)).toContain('later')
}, 60_000)
