import type { PromptStore } from '../../../src/index.ts'
import { applyMigrations } from '../../../src/postgres/database/migrate.ts'
import { loadLibrary, type StoredLibrary } from '../../../src/postgres/loading/load-library.ts'
import { withinLoading } from '../../../src/postgres/loading/within-loading.ts'
import { readLibraryTables } from '../../../src/postgres/tables/read-library-tables.ts'
import { createRowsDigest, type TableDigest } from '../../../src/postgres/tables/rows-digest.ts'
import { ada, aPrompt } from '../../contract/library-fixture.ts'

/** All tables of a library, held at once. */
export interface Dump {
  readonly schemaVersion: number
  readonly auditHead: string | null
  /** The rows of each, as lines of JSON. */
  readonly rows: Readonly<Record<string, readonly string[]>>
}

/** Reads all of a library. */
export function dumpOf(url: string): Promise<Dump> {
  return readLibraryTables(url, async ({ schemaVersion, auditHead, tables }) => {
    const rows: Record<string, readonly string[]> = {}
    for (const { name, lines } of tables) rows[name] = await linesOf(lines)
    return { schemaVersion, auditHead, rows }
  })
}

async function linesOf(lines: AsyncIterable<string>): Promise<readonly string[]> {
  const all: string[] = []
  for await (const line of lines) all.push(line)
  return all
}

/** A dump as it is loaded, with what is known of each table. */
export function storedOf({ schemaVersion, rows }: Dump): {
  readonly library: StoredLibrary
  readonly digests: Readonly<Record<string, TableDigest>>
} {
  const tables = Object.entries(rows).map(([name, lines]) => ({ name, lines: each(lines) }))
  const digests = Object.entries(rows).map(([name, lines]) => [name, digestOf(lines)])
  return { library: { schemaVersion, tables }, digests: Object.fromEntries(digests) }
}

function digestOf(lines: readonly string[]): TableDigest {
  const digest = createRowsDigest()
  for (const line of lines) digest.take(line)
  return digest.end()
}

/** The same, one after the other. */
export async function* each<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items
}

/** Loads a dump exactly as it is into an empty database. */
export async function load(
  url: string,
  dump: Dump,
  migrations?: readonly string[],
): Promise<readonly string[]> {
  return withinLoading(url, async (client) => {
    const { leftOut } = await loadLibrary(client, storedOf(dump).library, migrations)
    await client.query('COMMIT')
    return leftOut
  })
}

/** Brings a library to the last of some migrations. */
export function migrate(url: string, from: number, migrations: readonly string[]): Promise<void> {
  return withinLoading(url, async (client) => {
    await applyMigrations(client, from, { migrations })
    await client.query('COMMIT')
  })
}

/** Fills a library with something of everything that there is. */
export async function fillWithAll(store: PromptStore): Promise<void> {
  await store.create(aPrompt({ name: 'base', text: 'Be {{kind}}.', tags: ['é', 'Ö'] }), ada)
  await store.create(
    aPrompt({ name: 'one', text: '{{> base}}\u2028\\u0000 "\\', folder: 'a/b' }),
    ada,
  )
  await store.change('one', { messages: aPrompt({ text: '{{> base}} 🜁\r\n\t' }).messages }, ada)
  await store.setLabel('one', 'production', { version: 1, reason: 'It is good.' }, ada)
  await store.setLabel('one', 'production', { version: 2, protected: true }, ada)
  await store.change('one', { name: 'uno' }, ada, undefined, { key: 'k', fingerprint: 'f' })
  await store.create(aPrompt({ name: 'gone' }), ada)
  await store.trash('gone')
  const never = { expiresAt: null }
  await store.createToken(
    { name: 'laptop', scopes: ['prompts:read'], ending: 'abcd', hash: 'a'.repeat(64), ...never },
    ada,
  )
  await store.createShare({ prompt: 'uno', tokenHash: 'b'.repeat(64), version: 1, ...never }, ada)
  await store.createAccount({ name: 'ada', password: '$argon2id$x', scopes: ['admin'] }, ada)
  await store.createLoginSession(
    {
      owner: 'account:ada',
      hash: 'c'.repeat(64),
      address: '127.0.0.1',
      client: 'a browser',
      endsAt: '2100-01-01T00:00:00.000Z',
    },
    [],
  )
  await store.noteUsesByName([{ name: 'uno', at: Date.now() }])
  await store.noteAudit({ action: 'library.export', target: 'the library' })
}
