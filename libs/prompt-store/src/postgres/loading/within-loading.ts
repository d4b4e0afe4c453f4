import { type Client, dropClient, openClient } from '../database/client.ts'
import { describeOpeningError } from '../database/postgres-errors.ts'
import { explainRefusal } from '../tables/explain-refusal.ts'

/** To check all references of a large library is one statement. */
const longestMs = 60 * 60 * 1_000

/**
 * Nothing of it is there until it is committed, whatever ends it. Between two statements rows are read
 * from a disk, and decrypted.
 */
const beginning = `
BEGIN ISOLATION LEVEL READ COMMITTED;
SET LOCAL statement_timeout = 0;
SET LOCAL lock_timeout = 60000;
SET LOCAL idle_in_transaction_session_timeout = 600000`

/**
 * Loads something over a connection of its own, in one transaction, which is given up unless `load`
 * commits it. Rejects with `PB_STORE_NOT_ALLOWED`, `PB_STORE_TABLES_DIFFER` and as the store does.
 */
export async function withinLoading<Result>(
  url: string,
  load: (client: Client) => Promise<Result>,
): Promise<Result> {
  try {
    const client = await openClient(url, { answerMs: longestMs })
    try {
      await client.query(beginning)
      return await load(client)
    } finally {
      dropClient(client)
    }
  } catch (error) {
    throw describeOpeningError(explainRefusal(error))
  }
}
