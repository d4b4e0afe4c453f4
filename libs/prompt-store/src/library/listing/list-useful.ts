import { type Position, type UsefulPosition, usefulPosition } from '../../cursor.ts'
import type { Sql } from '../sql.ts'
import { countListed } from './count-listed.ts'
import type { Found, Source } from './found.ts'
import { promptsOf } from './prompts-of.ts'

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
const rankThen =
  'CASE WHEN prompt.ranked_at <= ? THEN prompt.ranked_at ELSE prompt.ranked_before END'

/**
 * Favourites first, then what was used last, then the youngest. Bounded by the size of a page as
 * long as nothing is filtered: its index holds them in this order, and what was used since the list
 * began is few. Of those that match something the newest 10,000 are put in order.
 */
export function listUseful(
  sql: Sql,
  source: Source,
  limit: number,
  position: Position | undefined,
): Found {
  const after = usefulPosition(position) ?? { ...top, until: newestRank(sql) }
  const isWhole = source.matching === undefined && !source.withoutFavourites
  const rows = isWhole
    ? selectFromAll(sql, after, limit + 1)
    : selectFrom(sql, source, after, limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    generations: page.map(({ generation }) => generation),
    next: rows.length > limit && last !== undefined ? positionOf(last, after) : undefined,
    total: countListed(sql, source),
  }
}

function positionOf(
  { favourite, rank, created, id }: UsefulRow,
  { until }: UsefulPosition,
): UsefulPosition {
  return { until, favourite, rank, created, id }
}

/** The latest use that counts for the order. */
function newestRank(sql: Sql): number {
  const row = sql.get`
    SELECT coalesce(max(rank), 0) AS rank
      FROM (SELECT max(ranked_at) AS rank FROM prompt WHERE favourite = 1 AND deleted_at IS NULL
             UNION ALL
            SELECT max(ranked_at) FROM prompt WHERE favourite = 0 AND deleted_at IS NULL) AS newest`
  return Number(row?.['rank'])
}

/** What has kept its place since the list began, along the index; and the few that were used since. */
function selectFromAll(
  sql: Sql,
  { until, favourite, rank, created, id }: UsefulPosition,
  limit: number,
): readonly UsefulRow[] {
  const text = `
    SELECT * FROM (
      SELECT ${columns}, prompt.ranked_at AS rank
        FROM prompt
       WHERE deleted_at IS NULL AND ranked_at <= ?
         AND (favourite, ranked_at, created_at, id) < (?, ?, ?, ?)
       ORDER BY favourite DESC, ranked_at DESC, created_at DESC, id DESC
       LIMIT ?) AS kept
    UNION ALL
    SELECT * FROM (
      SELECT ${columns}, prompt.ranked_before AS rank
        FROM prompt
       WHERE deleted_at IS NULL AND favourite IN (0, 1) AND ranked_at > ?
         AND (favourite, ranked_before, created_at, id) < (?, ?, ?, ?)
       ORDER BY ${order}
       LIMIT ?) AS moved
    ORDER BY ${order}
    LIMIT ?`
  const key = [favourite, rank, created, id]
  const rows = sql.select(text, [until, ...key, limit, until, ...key, limit, limit])
  return rows as unknown as UsefulRow[]
}

function selectFrom(
  sql: Sql,
  source: Source,
  { until, favourite, rank, created, id }: UsefulPosition,
  limit: number,
): readonly UsefulRow[] {
  const from = promptsOf(sql, source)
  const text = `
    SELECT ${columns}, ${rankThen} AS rank
      FROM ${from.text}
       AND (prompt.favourite, ${rankThen}, prompt.created_at, prompt.id) < (?, ?, ?, ?)
     ORDER BY ${order}
     LIMIT ?`
  const rows = sql.select(text, [until, ...from.values, until, favourite, rank, created, id, limit])
  return rows as unknown as UsefulRow[]
}
