import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSqliteStore } from '@promptbin/prompt-store'
import { expect, onTestFinished, test } from 'vitest'
import { createLibrary } from './create-library.ts'

const header = 'act,prompt,for_devs,type,contributor\n'
const rows = [1, 2, 3, 4, 5].map((n) => `Prompt ${n},Text ${n},FALSE,TEXT,me\n`)
const author = { author: 'local', client: 'import' }

async function openLibrary() {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-library-'))
  const store = await createSqliteStore({ file: join(folder, 'promptbin.db') })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })
  return { library: createLibrary({ store }), store }
}

async function* inChunks(...chunks: readonly string[]) {
  for (const chunk of chunks) yield Buffer.from(chunk)
}

test('an import works only as fast as its events are taken, and stops when nobody takes them', async () => {
  const { library } = await openLibrary()
  const events = library
    .importPromptsChat(inChunks(header, ...rows), author)
    [Symbol.asyncIterator]()
  for (const taken of [1, 2, 3]) {
    await events.next()
    expect((await library.stats()).prompts).toBe(taken)
  }
  await events.return?.()
  expect((await library.stats()).prompts).toBe(3)
})

test('an import ends with what it did when the library fails on its way', async () => {
  const { library, store } = await openLibrary()
  const events = []
  for await (const event of library.importPromptsChat(inChunks(header, ...rows), author)) {
    events.push(event)
    if (events.length === 2) await store.close()
  }
  expect(events.at(-1)).toMatchObject({ type: 'error', code: 'PB_STORE_CLOSED', created: 2 })
  expect(events).toHaveLength(3)
})

test('an import that fails at its first row throws, so that it can be answered as an error', async () => {
  const { library, store } = await openLibrary()
  await store.close()
  const events = library.importPromptsChat(inChunks(header, ...rows), author)
  await expect(events[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    code: 'PB_STORE_CLOSED',
  })
})
