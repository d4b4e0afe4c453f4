import type { SQLTagStore } from 'node:sqlite'
import { newestPosition, type Position } from '../../cursor.ts'
import { countAll, countLimit, countMatches } from './count-matches.ts'
import type { Found, Source } from './found.ts'

/**
 * The newest change first. It is bounded by the size of a page: the index of the prompts and that
 * of the words both hold them in this order.
 */
export function listNewest(
  sql: SQLTagStore,
  source: Source,
  limit: number,
  position: Position | undefined,
): Found {
  const { before } = newestPosition(position)
  const rows = select(sql, source, before, limit + 1)
  const generations = rows.slice(0, limit).map(({ generation }) => Number(generation))
  const last = generations.at(-1)
  return {
    generations,
    next: rows.length > limit && last !== undefined ? { before: last } : undefined,
    total:
      source.match === undefined
        ? countAll(sql, source.withoutFavourites)
        : countMatches(sql, source.match, Number.MAX_SAFE_INTEGER, countLimit),
  }
}

/** FTS5 makes use of a bound of its row id only if that is an integer, hence the cast. */
function select(
  sql: SQLTagStore,
  { match, withoutFavourites }: Source,
  before: number,
  limit: number,
): readonly { readonly generation?: unknown }[] {
  if (match !== undefined) {
    return sql.all`
      SELECT rowid AS generation
        FROM prompt_search
       WHERE prompt_search MATCH ${match} AND rowid < CAST(${before} AS INTEGER)
       ORDER BY rowid DESC
       LIMIT ${limit}`
  }
  if (withoutFavourites) {
    return sql.all`
      SELECT generation
        FROM prompt
       WHERE deleted_at IS NULL AND favourite = 0 AND generation < ${before}
       ORDER BY generation DESC
       LIMIT ${limit}`
  }
  return sql.all`
    SELECT generation
      FROM prompt
     WHERE deleted_at IS NULL AND generation < ${before}
     ORDER BY generation DESC
     LIMIT ${limit}`
}
