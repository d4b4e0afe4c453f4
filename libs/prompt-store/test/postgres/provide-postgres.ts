import type { TestProject } from 'vitest/node'
import { prepareDatabase } from '../../src/postgres/database/prepare-database.ts'
import {
  databaseUrl,
  queryPostgres,
  startEmbeddedPostgres,
} from '../../testing/embedded-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The URL of a server that all tests of a run share, as its superuser. */
    postgres: string
    /** The name of a database there that holds an empty library. */
    postgresTemplate: string
  }
}

/** A `globalSetup` of vitest: a server, and an empty library on it that tests take copies of. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, discard } = await chooseServer()
  const template = `promptbin_template_${process.pid}`
  try {
    await queryPostgres(url, `CREATE DATABASE ${template} TEMPLATE template0 ENCODING 'UTF8'`)
    await prepareDatabase(databaseUrl(url, template))
  } catch (error) {
    await discard?.()
    throw error
  }
  project.provide('postgres', url)
  project.provide('postgresTemplate', template)
  return async () => {
    await (discard ?? (() => dropDatabases(url, template)))()
  }
}

/** Leaves nothing on a server that is not ours. */
async function dropDatabases(url: string, beginning: string): Promise<void> {
  const named = `SELECT datname FROM pg_database WHERE starts_with(datname, '${beginning}')`
  for (const { datname } of await queryPostgres(url, named)) {
    await queryPostgres(url, `DROP DATABASE ${datname} WITH (FORCE)`)
  }
}

/** One that the environment names, or one of our own. */
async function chooseServer(): Promise<{ readonly url: string; discard?(): Promise<void> }> {
  const url = process.env['PROMPTBIN_TEST_POSTGRES_URL']
  return url ? { url } : startEmbeddedPostgres()
}
