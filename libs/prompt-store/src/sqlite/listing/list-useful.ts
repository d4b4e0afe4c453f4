import type { SQLTagStore } from 'node:sqlite'
import { type Position, type UsefulPosition, usefulPosition } from '../../cursor.ts'
import { countAll, countLimit, countMatches } from './count-matches.ts'
import type { Found, Source } from './found.ts'
import { tables } from './list-sorted.ts'

interface UsefulRow {
  readonly generation: number
  readonly favourite: number
  readonly rank: number
  readonly created: number
  readonly id: string
}

/** Behind every prompt comes the next; before the first one this stands. */
const top = { favourite: 2, rank: 0, created: 0, id: '' }

const columns = 'prompt.generation, prompt.favourite, prompt.created_at AS created, prompt.id'

const order = 'favourite DESC, rank DESC, created DESC, id DESC'

/** The rank that a prompt had when the list began. */
const rankThen = 'iif(prompt.ranked_at <= ?, prompt.ranked_at, prompt.ranked_before)'

/**
 * Favourites first, then what was used last, then the youngest. Bounded by the size of a page as
 * long as nothing is filtered: its index holds them in this order, and what was used since the list
 * began is few. Of those that match something the newest 10,000 are put in order.
 */
export function listUseful(
  sql: SQLTagStore,
  source: Source,
  limit: number,
  position: Position | undefined,
): Found {
  const after = usefulPosition(position) ?? { ...top, until: newestRank(sql) }
  const { match, withoutFavourites } = source
  const isWhole = match === undefined && !withoutFavourites
  const rows = isWhole
    ? selectFromAll(sql, after, limit + 1)
    : selectFrom(sql, source, after, limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    generations: page.map(({ generation }) => generation),
    next: rows.length > limit && last !== undefined ? positionOf(last, after) : undefined,
    total:
      match === undefined
        ? countAll(sql, withoutFavourites)
        : countMatches(sql, match, Number.MAX_SAFE_INTEGER, countLimit),
  }
}

function positionOf(
  { favourite, rank, created, id }: UsefulRow,
  { until }: UsefulPosition,
): UsefulPosition {
  return { until, favourite, rank, created, id }
}

/** The latest use that counts for the order. */
function newestRank(sql: SQLTagStore): number {
  const row = sql.get`
    SELECT max(coalesce((SELECT max(ranked_at) FROM prompt
                          WHERE favourite = 1 AND deleted_at IS NULL), 0),
               coalesce((SELECT max(ranked_at) FROM prompt
                          WHERE favourite = 0 AND deleted_at IS NULL), 0)) AS rank`
  return Number(row?.['rank'])
}

/** What has kept its place since the list began, along the index; and the few that were used since. */
function selectFromAll(
  sql: SQLTagStore,
  { until, favourite, rank, created, id }: UsefulPosition,
  limit: number,
): readonly UsefulRow[] {
  const statement = sql.db.prepare(`
    SELECT * FROM (
      SELECT ${columns}, prompt.ranked_at AS rank
        FROM prompt INDEXED BY prompt_useful
       WHERE deleted_at IS NULL AND ranked_at <= ?
         AND (favourite, ranked_at, created_at, id) < (?, ?, ?, ?)
       ORDER BY favourite DESC, ranked_at DESC, created_at DESC, id DESC
       LIMIT ?)
    UNION ALL
    SELECT * FROM (
      SELECT ${columns}, prompt.ranked_before AS rank
        FROM prompt INDEXED BY prompt_useful
       WHERE deleted_at IS NULL AND favourite IN (0, 1) AND ranked_at > ?
         AND (favourite, ranked_before, created_at, id) < (?, ?, ?, ?)
       ORDER BY ${order}
       LIMIT ?)
    ORDER BY ${order}
    LIMIT ?`)
  const key = [favourite, rank, created, id]
  const rows = statement.all(until, ...key, limit, until, ...key, limit, limit)
  return rows as unknown as UsefulRow[]
}

function selectFrom(
  sql: SQLTagStore,
  source: Source,
  { until, favourite, rank, created, id }: UsefulPosition,
  limit: number,
): readonly UsefulRow[] {
  const statement = sql.db.prepare(`
    SELECT ${columns}, ${rankThen} AS rank
      FROM ${tables(source)}
     WHERE prompt.deleted_at IS NULL
       AND (prompt.favourite, ${rankThen}, prompt.created_at, prompt.id) < (?, ?, ?, ?)
     ORDER BY ${order}
     LIMIT ?`)
  const match = source.match === undefined ? [] : [source.match]
  const rows = statement.all(until, ...match, until, favourite, rank, created, id, limit)
  return rows as unknown as UsefulRow[]
}
