import { closeSync, cpSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { createDataFolder, Product } from '../product.ts'
import { Rest } from '../rest.ts'
import { perform } from './perform.ts'
import { openShell, type Shell } from './shell.ts'

/** What happens to one library, and what its owner does about it: none of it costs a prompt. */
const data = createDataFolder()
let product: Product
let shell: Shell

async function start(): Promise<void> {
  product = await Product.start(data.path)
}

beforeAll(async () => {
  shell = await openShell({ dataFolder: data.path, start })
  await start()
  // Long enough that the library has pages which are not the root of anything.
  const content = 'A sentence that is kept. '.repeat(1000)
  await new Rest(product.instance.web.url).create({ name: 'kept', title: 'Kept', content })
})

afterAll(async () => {
  await product?.stop()
  await shell?.close()
  data.remove()
})

/** Changes the number of the schema, as a program of another version has it. */
function schemaIs(change: (present: number) => number): void {
  const database = new DatabaseSync(join(data.path, 'promptbin.db'))
  const present = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
  database.exec(`PRAGMA user_version = ${change(present)}`)
  database.close()
}

async function titles(): Promise<readonly string[]> {
  const answer = await fetch(`${product.instance.web.url}/api/v1/prompts`)
  const { items } = (await answer.json()) as {
    readonly items: readonly { readonly title: string }[]
  }
  return items.map(({ title }) => title)
}

/** Overwrites a page in the middle of a table that versions stand in. */
function damage(): void {
  const file = join(data.path, 'promptbin.db')
  const database = new DatabaseSync(file)
  // What stands in the log of changes would come back.
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  const { page } = database
    .prepare(`SELECT min(pageno) AS page FROM dbstat WHERE name = 'version' AND path <> '/'`)
    .get() as { readonly page: number }
  database.close()
  const descriptor = openSync(file, 'r+')
  writeSync(descriptor, Buffer.alloc(4096, 0xa5), 0, 4096, (page - 1) * 4096)
  closeSync(descriptor)
}

test('damaged-database', async () => {
  await shell.run('promptbin backup create')
  damage()
  await perform(shell, 'damaged-database', {
    symptom: /PB_STORE_DAMAGED_READ_ONLY|damaged[\s\S]*would be saved/,
    proof: /sound[\s\S]*PromptBin is (?!unhealthy)/,
  })
  expect(await titles()).toEqual(['Kept'])
})

test('failed-upgrade', async () => {
  await product.stop()
  // The last migration meets what it is to make.
  schemaIs((present) => present - 1)
  await perform(shell, 'failed-upgrade', {
    symptom: /PB_STORE_MIGRATION_FAILED/,
    proof: /PromptBin is (?!unhealthy)/,
    // The version before is the one that knows the schema as it is.
    install: () => schemaIs((present) => present + 1),
  })
  expect(await titles()).toEqual(['Kept'])
})

test('roll-back', async () => {
  await shell.run('promptbin backup create')
  await product.stop()
  schemaIs((present) => present + 1)
  await perform(shell, 'roll-back', {
    symptom: /PB_STORE_NEWER[\s\S]*asked/,
    proof: /PromptBin is (?!unhealthy)/,
  })
  expect(await titles()).toEqual(['Kept'])
})

test('another-machine', async () => {
  const lost = data.path
  await shell.run('promptbin backup create')
  await product.stop()
  const another = createDataFolder()
  onTestFinished(() => another.remove())
  cpSync(join(lost, 'backups'), join(another.path, 'backups'), { recursive: true })
  const there = await openShell({
    dataFolder: another.path,
    start: async () => {
      product = await Product.start(another.path)
    },
  })
  onTestFinished(() => there.close())
  await perform(there, 'another-machine', {
    symptom: /PB_NOT_RUNNING[\s\S]*good/,
    proof: /PromptBin is (?!unhealthy)/,
  })
  expect(await titles()).toEqual(['Kept'])
  await product.stop()
})
