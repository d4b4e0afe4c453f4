import type { Subquery } from '../search/search-index.ts'
import type { Sql } from '../sql.ts'
import { countLimit } from './count-listed.ts'
import type { Source } from './found.ts'

/**
 * Of what a list that has an order of its own is selected, with the beginning of its condition: the
 * table `prompt`, of all or only the newest that match, as many as are counted. SQLite keeps the order
 * of a cross join, and so never asks its index for each prompt; PostgreSQL takes what its function finds
 * for few, and so never reads the whole table beside it.
 */
export function promptsOf(sql: Sql, { matching, withoutFavourites }: Source): Subquery {
  if (matching !== undefined) {
    const newest = sql.search.newest(matching, Number.MAX_SAFE_INTEGER, countLimit)
    return { ...newest, text: besides(newest.text) }
  }
  if (!withoutFavourites) return { text: 'prompt WHERE deleted_at IS NULL', values: [] }
  const text = `
    (SELECT id, generation, favourite, deleted_at, title_key, created_at, updated_at, used_at,
            ranked_at, ranked_before
       FROM prompt
      WHERE deleted_at IS NULL AND favourite = 0
      ORDER BY generation DESC
      LIMIT ?) AS prompt
     WHERE deleted_at IS NULL`
  return { text, values: [countLimit] }
}

function besides(newest: string): string {
  return `(${newest}) AS newest CROSS JOIN prompt
     WHERE prompt.generation = newest.matching AND prompt.deleted_at IS NULL`
}
