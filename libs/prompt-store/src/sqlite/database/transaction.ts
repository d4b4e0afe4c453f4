import type { DatabaseSync } from 'node:sqlite'

/**
 * Runs `work` in one transaction: all of it is kept, or nothing if it throws. `IMMEDIATE` takes
 * the right to write first, so that nothing which was read can change before it is written.
 */
export function inTransaction<Result>(
  database: DatabaseSync,
  mode: 'DEFERRED' | 'IMMEDIATE',
  work: () => Result,
): Result {
  return perform(database, mode, 'COMMIT', work)
}

/** Runs `work` to see what would come of it, and keeps nothing. */
export function asTrial<Result>(database: DatabaseSync, work: () => Result): Result {
  return perform(database, 'IMMEDIATE', 'ROLLBACK', work)
}

function perform<Result>(
  database: DatabaseSync,
  mode: 'DEFERRED' | 'IMMEDIATE',
  ending: 'COMMIT' | 'ROLLBACK',
  work: () => Result,
): Result {
  database.exec(`BEGIN ${mode}`)
  try {
    const result = work()
    database.exec(ending)
    return result
  } catch (error) {
    // Some failures, a full disk among them, have already rolled back.
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
