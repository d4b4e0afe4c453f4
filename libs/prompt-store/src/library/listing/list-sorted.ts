import { type Position, type SortedPosition, sortedPosition } from '../../cursor.ts'
import type { Sql } from '../sql.ts'
import { countListed } from './count-listed.ts'
import type { Found, Source } from './found.ts'
import { promptsOf } from './prompts-of.ts'

/** By what a list is sorted; of two that are equal in `key`, `tie` differs. */
const orders = {
  updated: { key: 'updated_at', tie: 'id', direction: 'DESC', beyond: '<' },
  created: { key: 'created_at', tie: 'id', direction: 'DESC', beyond: '<' },
  used: { key: 'used_at', tie: 'generation', direction: 'DESC', beyond: '<' },
  title: { key: 'title_key', tie: 'id', direction: 'ASC', beyond: '>' },
} as const

interface SortedRow {
  readonly generation: number
  readonly key: string | number
  readonly tie: string | number
}

/**
 * In an order of its own. It is bounded: all prompts are walked along the index of that order, a
 * page at a time, and of those that match something only the newest 10,000 are put in order, which
 * is as many as are counted. Pages hold while the library changes, as each begins behind the last
 * prompt of the one before.
 */
export function listSorted(
  sql: Sql,
  source: Source,
  sort: keyof typeof orders,
  limit: number,
  position: Position | undefined,
): Found {
  const rows = select(sql, source, sort, limit + 1, sortedPosition(position, sort))
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const more = rows.length > limit && last !== undefined
  return {
    generations: page.map(({ generation }) => generation),
    next: more ? { sort, key: last.key, tie: last.tie } : undefined,
    total: countListed(sql, source),
  }
}

function select(
  sql: Sql,
  source: Source,
  sort: keyof typeof orders,
  limit: number,
  after: SortedPosition | undefined,
): readonly SortedRow[] {
  const { key, tie, direction, beyond } = orders[sort]
  const bound = after === undefined ? '' : `AND (prompt.${key}, prompt.${tie}) ${beyond} (?, ?)`
  const from = promptsOf(sql, source)
  const text = `
    SELECT prompt.generation, prompt.${key} AS key, prompt.${tie} AS tie
      FROM ${from.text} ${bound}
     ORDER BY prompt.${key} ${direction}, prompt.${tie} ${direction}
     LIMIT ?`
  const rows = sql.select(text, [
    ...from.values,
    ...(after === undefined ? [] : [after.key, after.tie]),
    limit,
  ])
  return rows as unknown as SortedRow[]
}
