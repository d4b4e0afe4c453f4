import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeExport } from '@promptbin/prompt-formats'
import { createSqliteStore, type PromptStore } from '@promptbin/prompt-store'
import { libraryRecords } from '@promptbin/prompt-store/restoring'

const ada = { author: 'ada', client: 'test' }

/** An empty data folder. */
export function makeEmptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 'promptbin-restore-'))
}

/** Does something with the library of a data folder, which is made if need be, and closes it. */
export async function withStore<Result>(
  data: string,
  work: (store: PromptStore) => Promise<Result>,
): Promise<Result> {
  const store = await createSqliteStore({ file: join(data, 'promptbin.db'), readers: 1 })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** Adds a prompt with as many versions, the first of them labelled. */
export async function addPrompt(store: PromptStore, name: string, versions = 1): Promise<void> {
  const empty = { description: '', folder: '', tags: ['é'], favourite: false, message: '' }
  const about = { ...empty, title: name, variables: [], modelConfig: {} }
  const messagesOf = (n: number) => [{ role: 'user' as const, text: `${name} ${n} {{it}}\n` }]
  await store.create({ ...about, name, messages: messagesOf(1) }, ada)
  await store.setLabel(name, 'production', { version: 1 }, ada)
  for (let n = 2; n <= versions; n += 1) await store.change(name, { messages: messagesOf(n) }, ada)
}

/** The portable export of a library that nobody changes, as one text. */
export async function exportOf(data: string): Promise<string> {
  async function* records() {
    yield* libraryRecords(join(data, 'promptbin.db'))
  }
  const { content } = writeExport('jsonl', records(), { exportedAt: new Date(0) })
  const chunks: Uint8Array[] = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
