import { copyFile, open, readFile, rm } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { ada, aPrompt } from '../contract/library-fixture.ts'
import { openStore } from '../sqlite-fixture.ts'

/** Every page of a library; SQLite's default. */
export const pageSize = 4_096

/** Fills a library with prompts `prompt-1`…, each of two versions of which the first has a label. */
export async function fillLibrary(file: string, prompts: number): Promise<void> {
  const store = await openStore({ file })
  const numbers = Array.from({ length: prompts }, (_, index) => index + 1)
  await Promise.all(
    numbers.map(async (number) => {
      const name = `prompt-${number}`
      const text = `${name} ${'says something '.repeat(150)}`
      const tags = [`tag-${number % 3}`]
      await store.create(aPrompt({ name, title: name, text, tags, folder: 'all' }), ada)
      await store.setLabel(name, 'beta', { version: 1 }, ada)
      await store.change(name, { messages: aPrompt({ text: `${text}, again` }).messages }, ada)
    }),
  )
  await store.close()
}

/** Writes nonsense over pages, the first of which is 0. */
export async function breakPages(file: string, pages: readonly number[]): Promise<void> {
  const handle = await open(file, 'r+')
  const nonsense = Buffer.alloc(pageSize, 0xa5)
  for (const page of pages) await handle.write(nonsense, 0, pageSize, page * pageSize)
  await handle.close()
}

/** The pages of a table or an index, without its root. */
export function pagesOf(file: string, name: string): readonly number[] {
  const database = new DatabaseSync(file, { readOnly: true })
  const rows = database
    .prepare(`SELECT pageno FROM dbstat WHERE name = ? AND path <> '/' ORDER BY pageno`)
    .all(name)
  database.close()
  return rows.map(({ pageno }) => Number(pageno) - 1)
}

/** Runs SQL that no PromptBin would run: behind the back of triggers and of SQLite's own care. */
export function tamper(file: string, sql: string): void {
  const database = new DatabaseSync(file)
  database.enableDefensive(false)
  database.exec(sql)
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
}

/** Another file with the same content, and nothing beside it. */
export async function copyLibrary(file: string, copy: string): Promise<string> {
  for (const ending of ['-wal', '-shm']) await rm(copy + ending, { force: true })
  await copyFile(file, copy)
  return copy
}

/** All of a file, to see that nobody has written to it. */
export const contentOf = (file: string) => readFile(file)
