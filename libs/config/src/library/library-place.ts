import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from '../config.ts'

/** The library is a file of SQLite in the data folder. */
export interface SqlitePlace {
  readonly system: 'sqlite'
  readonly file: string
  /** Where the end of its audit trail is noted apart from it. */
  readonly auditHeadFile: string
}

/** The library is a database of PostgreSQL, which several machines may share. */
export interface PostgresPlace {
  readonly system: 'postgresql'
  /** With its password. */
  readonly url: string
  /** Host, port and name of the database, as they may be shown. */
  readonly shownUrl: string
  /** Where this machine notes the end of its audit trail. */
  readonly auditHeadFile: string
}

/** Where the library is kept; `system` is named as OpenTelemetry's `db.system.name` does. */
export type LibraryPlace = SqlitePlace | PostgresPlace

const defaultPort = '5432'

/** Where the library of a configuration is kept. */
export function libraryPlaceOf({
  dataDir,
  store,
}: Pick<Config, 'dataDir' | 'store'>): LibraryPlace {
  const state = join(dataDir, 'state')
  if (store.url === '') {
    const file = join(dataDir, 'promptbin.db')
    return { system: 'sqlite', file, auditHeadFile: join(state, 'library-audit-head.json') }
  }
  const { hostname, port, pathname } = new URL(store.url)
  const shownUrl = `postgres://${hostname}:${port || defaultPort}${pathname}`
  // Each library has a trail of its own, and a data folder may have used another one before.
  const name = createHash('sha256').update(shownUrl).digest('hex').slice(0, 8)
  const auditHeadFile = join(state, `library-audit-head-${name}.json`)
  return { system: 'postgresql', url: store.url, shownUrl, auditHeadFile }
}
