import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSqliteStore, trashKeptMs } from '@promptbin/prompt-store'
import { expect, onTestFinished, test } from 'vitest'
import { createLibrary } from './create-library.ts'
import { startTrashPurge } from './trash-purge.ts'

const author = { author: 'local', client: 'test' }

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-library-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

async function openStore(folder = makeFolder()) {
  const store = await createSqliteStore({ file: join(folder, 'promptbin.db'), readers: 1 })
  onTestFinished(() => store.close())
  return store
}

test('what has been in the trash for 30 days goes, and nothing else', async () => {
  const store = await openStore()
  const library = createLibrary({ store })
  for (const title of ['Old', 'Kept']) await library.create({ title, content: 'x' }, author)
  const { trashedAt } = await library.trash('old')
  const purged: number[] = []
  const purgeAt = async (now: number) => {
    const purge = startTrashPurge({
      store,
      now: () => now,
      onPurged: (prompts) => purged.push(prompts),
      onFailed: (error) => expect.fail(String(error)),
    })
    await purge.stop()
  }
  await purgeAt(Date.parse(trashedAt) + trashKeptMs - 1)
  expect(await library.stats()).toMatchObject({ prompts: 1, trashed: 1 })
  await purgeAt(Date.parse(trashedAt) + trashKeptMs + 1)
  expect(await library.stats()).toMatchObject({ prompts: 1, trashed: 0 })
  expect(purged).toEqual([1])
})

test('a library that cannot be purged now is told, and the service goes on', async () => {
  const store = await openStore()
  await store.close()
  const failures: unknown[] = []
  const purge = startTrashPurge({
    store,
    now: Date.now,
    onPurged: () => expect.fail('nothing can have gone'),
    onFailed: (error) => failures.push(error),
  })
  await purge.stop()
  expect(failures).toMatchObject([{ code: 'PB_STORE_CLOSED' }])
})

test('what was used is noted at the latest when the library is closed', async () => {
  const store = await openStore()
  const library = createLibrary({ store })
  await library.create({ title: 'Used', content: 'x' }, author)
  await library.render('used', {})
  await library.close()
  const { prompt } = await store.compose('used', {})
  expect(prompt.usedAt).not.toBeNull()
})

test('several that purge one trash at once purge each prompt once', async () => {
  const folder = makeFolder()
  const stores = [
    await openStore(folder),
    await openStore(folder),
    await openStore(folder),
  ] as const
  const library = createLibrary({ store: stores[0] })
  const titles = Array.from({ length: 5 }, (_, n) => `Prompt ${n}`)
  for (const title of titles) {
    const { name } = await library.create({ title, content: 'x' }, author)
    await library.trash(name)
  }
  const purged: number[] = []
  const purges = stores.map((store) =>
    startTrashPurge({
      store,
      now: () => Date.now() + trashKeptMs + 1,
      onPurged: (prompts) => purged.push(prompts),
      onFailed: (error) => expect.fail(String(error)),
    }),
  )
  await Promise.all(purges.map((purge) => purge.stop()))
  expect(purged.reduce((all, some) => all + some, 0)).toBe(titles.length)
  expect(await library.stats()).toMatchObject({ prompts: 0, trashed: 0 })
})
