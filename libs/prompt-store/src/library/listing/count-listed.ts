import type { Total } from '@promptbin/prompts'
import type { Sql } from '../sql.ts'
import type { Source } from './found.ts'

/** Counting stops here, so that it costs the same in a library of any size. */
export const countLimit = 10_000

/** How many prompts a list has, up to `countLimit`. */
export function countListed(sql: Sql, { matching, withoutFavourites }: Source): Total {
  return matching === undefined
    ? countAll(sql, withoutFavourites)
    : sql.search.count(matching, Number.MAX_SAFE_INTEGER, countLimit)
}

/** How many prompts there are, or how many that are no favourites. */
function countAll(sql: Sql, withoutFavourites: boolean): Total {
  const row = withoutFavourites
    ? sql.get`
        SELECT count(*) AS count
          FROM (SELECT 1 FROM prompt WHERE deleted_at IS NULL AND favourite = 0
                 LIMIT ${countLimit + 1}) AS counted`
    : sql.get`
        SELECT count(*) AS count
          FROM (SELECT 1 FROM prompt WHERE deleted_at IS NULL LIMIT ${countLimit + 1}) AS counted`
  const count = Number(row?.['count'])
  return { value: Math.min(count, countLimit), exact: count <= countLimit }
}
