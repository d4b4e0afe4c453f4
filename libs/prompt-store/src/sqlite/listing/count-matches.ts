import type { SQLTagStore } from 'node:sqlite'
import type { Total } from '@promptbin/prompts'

/** Counting stops here, so that it costs the same in a library of any size. */
export const countLimit = 10_000

/** How many prompts there are, or how many that are no favourites, up to `countLimit`. */
export function countAll(sql: SQLTagStore, withoutFavourites: boolean): Total {
  const row = withoutFavourites
    ? sql.get`
        SELECT count(*) AS count
          FROM (SELECT 1 FROM prompt WHERE deleted_at IS NULL AND favourite = 0
                 LIMIT ${countLimit + 1})`
    : sql.get`
        SELECT count(*) AS count
          FROM (SELECT 1 FROM prompt WHERE deleted_at IS NULL LIMIT ${countLimit + 1})`
  return bounded(row, countLimit)
}

/**
 * How many prompts, up to `limit`, match an FTS5 expression and have not changed since the
 * library's generation `asOf`. FTS5 makes use of a bound of its row id only if that is an integer,
 * hence the cast.
 */
export function countMatches(sql: SQLTagStore, match: string, asOf: number, limit: number): Total {
  const row = sql.get`
    SELECT count(*) AS count
      FROM (SELECT 1
              FROM prompt_search
             WHERE prompt_search MATCH ${match} AND rowid <= CAST(${asOf} AS INTEGER)
             LIMIT ${limit + 1})`
  return bounded(row, limit)
}

function bounded(row: Readonly<Record<string, unknown>> | undefined, limit: number): Total {
  const count = Number(row?.['count'])
  return { value: Math.min(count, limit), exact: count <= limit }
}
