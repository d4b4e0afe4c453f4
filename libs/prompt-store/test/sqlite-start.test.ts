import { spawn } from 'node:child_process'
import { chmod, mkdir, open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { json } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { PromptBinError } from '@promptbin/errors'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ada, aPrompt, read } from './contract/library-fixture.ts'
import { makeFolder, openStore } from './sqlite-fixture.ts'

let place: Awaited<ReturnType<typeof makeFolder>>
beforeEach(async () => {
  place = await makeFolder()
})
afterEach(() => place.discard())

/** Opens a file as somebody whom file modes bind; root minus its capabilities is one, too. */
async function openAsOrdinaryUser(file: string): Promise<unknown> {
  const script = fileURLToPath(new URL('./processes/opens-store.ts', import.meta.url))
  const command = [process.execPath, script, file]
  const unprivileged = ['setpriv', '--bounding-set=-all', '--inh-caps=-all']
  const [program = '', ...rest] = process.getuid?.() === 0 ? [...unprivileged, ...command] : command
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'inherit'] })
  return json(child.stdout)
}

const unwritable = (file: string) => ({
  code: 'PB_STORE_UNWRITABLE',
  message: 'The library cannot be written.',
  hint: expect.stringContaining(file),
})

test('a missing folder is refused, and the operator told which', async () => {
  const file = join(place.folder, 'missing', 'promptbin.db')
  await expect(openStore({ file })).rejects.toMatchObject(unwritable(file))
})

test('a folder without the right to write is refused, and the operator told which', async () => {
  await chmod(place.folder, 0o500)
  expect(await openAsOrdinaryUser(place.file)).toEqual(unwritable(place.file))
})

test('a file without the right to write is refused', async () => {
  await (await openStore({ file: place.file })).close()
  await chmod(place.file, 0o400)
  expect(await openAsOrdinaryUser(place.file)).toEqual(unwritable(place.file))
  await chmod(place.file, 0o600)
  expect(await openAsOrdinaryUser(place.file)).toHaveProperty('opened')
})

test('a file in the place of the folder, and a folder in the place of the file, are refused', async () => {
  await writeFile(place.file, '')
  const below = join(place.file, 'promptbin.db')
  await expect(openStore({ file: below })).rejects.toMatchObject(unwritable(below))
  const folder = join(place.folder, 'folder.db')
  await mkdir(folder)
  await expect(openStore({ file: folder })).rejects.toMatchObject(unwritable(folder))
})

test('a library of a newer PromptBin is refused, and left as it is', async () => {
  await (await openStore({ file: place.file })).close()
  const database = new DatabaseSync(place.file)
  database.exec('PRAGMA user_version = 999')
  database.close()
  const before = await readFile(place.file)
  await expect(openStore({ file: place.file })).rejects.toMatchObject({
    code: 'PB_STORE_NEWER',
    message: expect.stringContaining('schema 999'),
  })
  expect(await readFile(place.file)).toEqual(before)
})

test('a file that is no database is refused, and left as it is', async () => {
  const content = Buffer.from('This is a letter to my mother.\n'.repeat(200))
  await writeFile(place.file, content)
  await expect(openStore({ file: place.file })).rejects.toMatchObject({
    code: 'PB_STORE_DAMAGED',
    hint: expect.stringContaining(place.file),
  })
  expect(await readFile(place.file)).toEqual(content)
})

test('a file with a damaged schema is refused', async () => {
  await (await openStore({ file: place.file })).close()
  await scribble(100, 3_000)
  await expect(openStore({ file: place.file })).rejects.toMatchObject({ code: 'PB_STORE_DAMAGED' })
})

test('damage behind the schema is told when it is met, and no path with it', async () => {
  const first = await openStore({ file: place.file })
  await first.create(aPrompt({ name: 'whole' }), ada)
  await first.create(aPrompt({ name: 'broken', text: 'long '.repeat(20_000) }), ada)
  // The ends of tables are looked at when the library is opened.
  await first.create(aPrompt({ name: 'last' }), ada)
  await first.close()
  const end = (await readFile(place.file)).lastIndexOf('long long')
  const pageSize = 4_096
  await scribble(end - (end % pageSize) - 2 * pageSize, 2 * pageSize)
  const store = await openStore({ file: place.file })
  const met: PromptBinError = await read(store, 'broken').catch((error) => error)
  expect(met.code).toBe('PB_STORE_DAMAGED')
  expect(met.message + met.hint).not.toContain(place.folder)
  expect((await read(store, 'whole')).name).toBe('whole')
  await store.close()
})

/** Writes nonsense over a part of the file. */
async function scribble(start: number, length: number): Promise<void> {
  const file = await open(place.file, 'r+')
  await file.write(Buffer.alloc(length, 0xa5), 0, length, start)
  await file.close()
}
