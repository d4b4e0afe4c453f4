import { type Client, dropClient, openClient } from './client.ts'
import { type MigrateOptions, migratePostgres, requireCurrentSchema } from './migrate.ts'
import { describeOpeningError } from './postgres-errors.ts'

/** Makes the database ready for the library; rejects as `createPostgresStore` does. */
export function prepareDatabase(url: string, options?: MigrateOptions): Promise<void> {
  return withClient(url, (client) => migratePostgres(client, options))
}

/** Looks whether the library can be read as it is; rejects as `openPostgresReadOnly` does. */
export function checkDatabase(url: string): Promise<void> {
  return withClient(url, requireCurrentSchema)
}

async function withClient(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  try {
    const client = await openClient(url)
    try {
      await work(client)
    } finally {
      dropClient(client)
    }
  } catch (error) {
    throw describeOpeningError(error)
  }
}
