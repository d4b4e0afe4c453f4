import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { createPostgresStore, type PostgresStoreOptions } from '../../src/postgres/postgres.ts'
import { databaseUrl, queryPostgres } from '../../testing/embedded-postgres.ts'
import type { MakeStore } from '../contract/library-fixture.ts'

/** Databases whose library is empty again: to empty one costs a tenth of making one. */
const emptied: string[] = []

/** A database with an empty library, and how to throw it away. */
export async function makeDatabase() {
  const url = emptied.pop() ?? (await copyDatabase(inject('postgresTemplate'))).url
  const discard = async () => {
    await queryPostgres(url, empty)
    emptied.push(url)
  }
  return { url, discard }
}

/** Triggers and references do not hold for whoever copies rows from another server. */
const empty = `
DO $$
DECLARE
  name text;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT tablename FROM pg_tables
               WHERE schemaname = 'public' AND tablename NOT IN ('library', 'library_schema') LOOP
    EXECUTE format('DELETE FROM %I', name);
  END LOOP;
  UPDATE library SET generation = 0, openings = 0, audited = 0;
END $$`

/** A copy of another database on the server of the tests, and how to drop it. */
export async function copyDatabase(template: string) {
  const server = inject('postgres')
  const name = `${inject('postgresTemplate')}_${randomUUID().replaceAll('-', '')}`
  await queryPostgres(server, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  const discard = async () => {
    await queryPostgres(server, `DROP DATABASE ${name} WITH (FORCE)`)
  }
  return { url: databaseUrl(server, name), discard }
}

/** A patient store, for tests that are about something else than load on a busy machine. */
export function openPostgresStore(options: PostgresStoreOptions) {
  const patient = { limit: 1_000, timeoutMs: 60_000 }
  const worker = new URL(inject('postgresWorker'))
  return createPostgresStore({ readQueue: patient, writeQueue: patient, worker, ...options })
}

/** An empty store in a database of its own. */
export const makePostgresStore: MakeStore = async (options) => {
  const { url, discard } = await makeDatabase()
  const store = await openPostgresStore({ url, ...options })
  return {
    store,
    discard: async () => {
      await store.close()
      await discard()
    },
  }
}
