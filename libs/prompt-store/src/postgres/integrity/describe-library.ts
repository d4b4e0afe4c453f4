import { inOneState } from './in-one-state.ts'

/** What stands in a library that PostgreSQL keeps. */
export interface LibraryDescription {
  /** 0 where there is no library in the database yet. */
  readonly schema: number
  readonly prompts: number
  /** Milliseconds since 1970 of the newest change; null in an empty library. */
  readonly newestAt: number | null
  /** Those that were not revoked. */
  readonly tokens: readonly { readonly name: string; readonly expiresAt: number | null }[]
}

/** Reads what a diagnosis needs to know; the schema is looked at first. Rejects as the store does. */
export function describeLibrary(url: string): Promise<LibraryDescription> {
  return inOneState(url, async (client) => {
    const known = await client.query(`SELECT to_regclass('library_schema') IS NOT NULL AS there`)
    if (!known.rows[0]?.there) return { schema: 0, prompts: 0, newestAt: null, tokens: [] }
    const { rows } = await client.query<Omit<LibraryDescription, 'tokens'>>(`
      SELECT (SELECT version FROM library_schema) AS schema,
             count(*) FILTER (WHERE deleted_at IS NULL) AS prompts,
             max(updated_at) AS "newestAt"
        FROM prompt`)
    const tokens = await client.query<LibraryDescription['tokens'][number]>(`
      SELECT name, expires_at AS "expiresAt" FROM token WHERE revoked_at IS NULL`)
    const [facts = { schema: 0, prompts: 0, newestAt: null }] = rows
    return { ...facts, tokens: tokens.rows }
  })
}
