import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createZip, type ZipEntry } from '@promptbin/prompt-formats'
import { createSqliteStore } from '@promptbin/prompt-store'
import type { ImportEvent } from '@promptbin/prompts'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createLibrary } from '../create-library.ts'
import type { ImportInput, Library } from '../library.ts'

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

async function importAll(library: Library, input: ImportInput) {
  const events: ImportEvent[] = []
  for await (const event of library.import(input, author)) events.push(event)
  return events
}

async function* inChunks(...chunks: readonly string[]) {
  for (const chunk of chunks) yield Buffer.from(chunk)
}

test('an import works only as fast as its events are taken, and stops when nobody takes them', async () => {
  const { library } = await openLibrary()
  const content = inChunks(header, ...rows)
  const events = library.import({ content }, author)[Symbol.asyncIterator]()
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
  for await (const event of library.import({ content: inChunks(header, ...rows) }, author)) {
    events.push(event)
    if (events.length === 2) await store.close()
  }
  expect(events.at(-1)).toMatchObject({ type: 'error', code: 'PB_STORE_CLOSED', created: 2 })
  expect(events).toHaveLength(3)
})

test('an import that fails at its first row throws, so that it can be answered as an error', async () => {
  const { library, store } = await openLibrary()
  await store.close()
  const events = library.import({ content: inChunks(header, ...rows) }, author)
  await expect(events[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    code: 'PB_STORE_CLOSED',
  })
})

/** A zip of files, as a folder is sent. */
function zipOf(files: Readonly<Record<string, string>>) {
  async function* entries(): AsyncGenerator<ZipEntry> {
    for (const [path, text] of Object.entries(files)) yield { path, content: Buffer.from(text) }
  }
  return createZip(entries())
}

describe('a prompt that includes one that comes later', () => {
  const files = {
    'a.prompt': 'A says {{>b}}.',
    'b.prompt': 'B says {{>c}}',
    'c.prompt': 'C',
  }

  test('waits for it, so that what it includes is found', async () => {
    const { library } = await openLibrary()
    const events = await importAll(library, { content: zipOf(files) })
    expect(events).toMatchObject([
      { type: 'row', file: 'c.prompt', outcome: 'created', notes: [] },
      { type: 'row', file: 'b.prompt', outcome: 'created', notes: [] },
      { type: 'row', file: 'a.prompt', outcome: 'created', notes: [] },
      { type: 'result', created: 3, failed: 0 },
    ])
    expect((await library.render('a', {})).text).toBe('A says B says C.')
  })

  test('is told of in the same way by a dry run, which changes nothing', async () => {
    const { library } = await openLibrary()
    const tried = await importAll(library, { content: zipOf(files), dryRun: true })
    expect(await library.stats()).toMatchObject({ prompts: 0, generation: 0 })
    expect(tried).toEqual(await importAll(library, { content: zipOf(files) }))
  })
})

test('a prompt that includes what never comes is imported, with a note', async () => {
  const { library } = await openLibrary()
  const files = { 'a.prompt': '{{>nobody}}', 'b.prompt': '{{>a}}' }
  const events = await importAll(library, { content: zipOf(files) })
  const notes = events.flatMap((event) =>
    event.type === 'row' && 'notes' in event ? event.notes : [],
  )
  expect(notes).toEqual([expect.stringContaining('nobody')])
  expect(events.at(-1)).toMatchObject({ type: 'result', created: 2 })
})

test('what an export writes is imported into an empty library as it was', async () => {
  const { library } = await openLibrary()
  await library.create({ title: 'Inner', content: 'Inner text.' }, author)
  await library.create({ title: 'Outer', content: '{{> inner@1}}', favourite: true }, author)
  await library.change('outer', { content: 'Two. {{> inner}}', name: 'renamed' }, author)
  await library.setLabel('renamed', 'production', { version: 1, protected: true }, author)
  const { content } = await library.export({ format: 'jsonl' })
  const chunks: Uint8Array[] = []
  for await (const chunk of content) chunks.push(chunk)

  const { library: other } = await openLibrary()
  async function* again() {
    yield* chunks
  }
  const events = await importAll(other, { content: again(), fileName: 'export.jsonl' })
  expect(events.at(-1)).toMatchObject({ type: 'result', created: 2, failed: 0 })
  for (const name of ['inner', 'outer']) {
    const { generation: _, ...before } = await library.get(name)
    const { generation: __, ...after } = await other.get(name)
    expect(after).toEqual(before)
    expect(await other.versions(name)).toEqual(await library.versions(name))
    expect(await other.labelMoves(name)).toEqual(await library.labelMoves(name))
    expect(await other.render(name, {})).toEqual(await library.render(name, {}))
  }
})
