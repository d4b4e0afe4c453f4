import type { DatabaseSync } from 'node:sqlite'
import { schemaVersion } from '@promptbin/prompt-store/integrity'
import type { KnownToken, LibraryFacts } from './library-facts.ts'

/** From here on there are tokens (migration 0006). */
const schemaWithTokens = 6

/** Reads what a diagnosis needs to know. Throws what SQLite throws. */
export function readFacts(database: DatabaseSync): LibraryFacts {
  const schema = numberOf(database, 'PRAGMA user_version')
  const known = { schema, knownSchema: schemaVersion }
  // Of a database that a later program has made nothing more is understood.
  if (schema === 0 || schema > schemaVersion) return { ...known, ...nothingElse }
  return {
    ...known,
    prompts: numberOf(database, 'SELECT count(*) FROM prompt WHERE deleted_at IS NULL'),
    newestAt: newestChange(database),
    tokens: schema < schemaWithTokens ? [] : readTokens(database),
  }
}

const nothingElse = { prompts: 0, newestAt: null, tokens: [] } as const

function newestChange(database: DatabaseSync): number | null {
  const row = database.prepare('SELECT max(updated_at) AS at FROM prompt').get()
  const at = row?.['at']
  return typeof at === 'number' ? at : null
}

function readTokens(database: DatabaseSync): readonly KnownToken[] {
  return database
    .prepare('SELECT name, expires_at FROM token WHERE revoked_at IS NULL')
    .all()
    .map(({ name, expires_at: at }) => ({
      name: String(name),
      expiresAt: typeof at === 'number' ? at : null,
    }))
}

function numberOf(database: DatabaseSync, sql: string): number {
  return Number(Object.values(database.prepare(sql).get() ?? {})[0] ?? 0)
}
