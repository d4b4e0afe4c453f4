import { type Client, dropClient, openClient } from '../database/client.ts'
import { describeOpeningError } from '../database/postgres-errors.ts'

/**
 * Reads one state of a database over a connection of its own, while others use it. Rejects with what the
 * store rejects with.
 */
export async function inOneState<Result>(
  url: string,
  read: (client: Client) => Promise<Result>,
): Promise<Result> {
  try {
    const client = await openClient(url)
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
      return await read(client)
    } finally {
      dropClient(client)
    }
  } catch (error) {
    throw describeOpeningError(error)
  }
}
