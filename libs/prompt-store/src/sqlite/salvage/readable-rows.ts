import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { keyOf, type Table } from '../integrity/list-tables.ts'

/** A row by the names of its columns. */
export type Row = Readonly<Record<string, SQLOutputValue>>

/** Behind a row that cannot be read the next ones are tried singly, then in steps that double. */
const triedSingly = 64

/**
 * Every row of a table that can still be read, in order, also behind broken pages; `onGap` is called
 * once for each place where some cannot. A table whose root is broken has none.
 */
export function* readableRows(
  database: DatabaseSync,
  table: Table,
  onGap: () => void,
): Generator<Row> {
  if (table.hasRowid) yield* rowsByNumber(database, table.name, onGap)
  else yield* rowsFromBothEnds(database, table, onGap)
}

function* rowsByNumber(database: DatabaseSync, table: string, onGap: () => void): Generator<Row> {
  const select = `SELECT rowid AS ":rowid", * FROM "${table}" WHERE rowid > ? ORDER BY rowid`
  const isReadableAfter = (rowid: number) =>
    succeeds(() => database.prepare(`${select} LIMIT 1`).get(rowid))
  let after = 0
  for (;;) {
    try {
      for (const { ':rowid': rowid, ...row } of database.prepare(select).iterate(after)) {
        after = Number(rowid)
        yield row
      }
      return
    } catch {
      onGap()
      const next = firstReadable(after, isReadableAfter)
      if (next === undefined) return
      after = next
    }
  }
}

/** The smallest number found behind which something, or the end, can be read again. */
function firstReadable(
  broken: number,
  isReadableAfter: (rowid: number) => boolean,
): number | undefined {
  for (let step = 1; step <= triedSingly; step++) {
    if (isReadableAfter(broken + step)) return broken + step
  }
  let [near, far] = [broken + triedSingly, broken + 2 * triedSingly]
  while (!isReadableAfter(far)) {
    if (far > Number.MAX_SAFE_INTEGER / 4) return undefined
    ;[near, far] = [far, far + 2 * (far - broken)]
  }
  while (far - near > 1) {
    const middle = Math.floor((near + far) / 2)
    if (isReadableAfter(middle)) far = middle
    else near = middle
  }
  return far
}

/** A row twice does no harm: whoever takes it has it already. */
function* rowsFromBothEnds(
  database: DatabaseSync,
  table: Table,
  onGap: () => void,
): Generator<Row> {
  const key = keyOf(database, table)
  for (const direction of ['ASC', 'DESC']) {
    const order = key.map((column) => `${column} ${direction}`).join(', ')
    try {
      yield* database.prepare(`SELECT * FROM "${table.name}" ORDER BY ${order}`).iterate()
      return
    } catch {
      if (direction === 'ASC') onGap()
    }
  }
}

function succeeds(work: () => unknown): boolean {
  try {
    work()
    return true
  } catch {
    return false
  }
}
