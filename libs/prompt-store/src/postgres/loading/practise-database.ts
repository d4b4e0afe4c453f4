import { type LoadedLibrary, loadLibrary, type StoredLibrary } from './load-library.ts'
import { withinLoading } from './within-loading.ts'

/**
 * Loads a stored library into a schema of its own, tells what stands there then, and gives all of it up:
 * as nothing is committed, nobody ever sees it, and nothing is left whatever ends it. The library in the
 * same database goes on meanwhile. Rejects with `PB_STORE_NOT_ALLOWED` for an account that may make no
 * schemas, `PB_STORE_TABLES_DIFFER`, `PB_STORE_NEWER`, and as the store does.
 */
export function practiseDatabase(
  url: string,
  schema: string,
  library: StoredLibrary,
): Promise<LoadedLibrary> {
  return withinLoading(url, async (client) => {
    const name = client.escapeIdentifier(schema)
    await client.query(`CREATE SCHEMA ${name}; SET LOCAL search_path TO ${name}`)
    return loadLibrary(client, library)
  })
}
