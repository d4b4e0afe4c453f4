import { newestPosition, type Position } from '../../cursor.ts'
import type { Sql } from '../sql.ts'
import { countListed } from './count-listed.ts'
import type { Found, Source } from './found.ts'

/**
 * The newest change first. It is bounded by the size of a page: the index of the prompts and that
 * of the words both hold them in this order.
 */
export function listNewest(
  sql: Sql,
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
    total: countListed(sql, source),
  }
}

function select(
  sql: Sql,
  { matching, withoutFavourites }: Source,
  before: number,
  limit: number,
): readonly { readonly generation?: unknown }[] {
  if (matching !== undefined) {
    const { text, values } = sql.search.newest(matching, before, limit)
    const rows = sql.select(text, values)
    return rows.map(({ matching: generation }) => ({ generation }))
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
