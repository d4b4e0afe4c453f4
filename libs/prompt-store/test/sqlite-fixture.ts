import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { createSqliteStore, type SqliteStoreOptions } from '../src/index.ts'
import type { MakeStore } from './contract/library-fixture.ts'

/** An empty folder, and how to throw it away. */
export async function makeFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'promptbin-store-'))
  const discard = () => rm(folder, { recursive: true, force: true })
  return { folder, file: join(folder, 'promptbin.db'), discard }
}

/** A patient store, for tests that are about something else than load on a busy machine. */
export function openStore(options: SqliteStoreOptions) {
  const patient = { limit: 1_000, timeoutMs: 60_000 }
  const worker = new URL(inject('storeWorker'))
  return createSqliteStore({ readQueue: patient, writeQueue: patient, worker, ...options })
}

/** An empty store in a folder of its own. */
export const makeSqliteStore: MakeStore = async (options) => {
  const { file, discard } = await makeFolder()
  const store = await openStore({ file, ...options })
  return {
    store,
    discard: async () => {
      await store.close()
      await discard()
    },
  }
}
