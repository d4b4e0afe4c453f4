import { join } from 'node:path'
import { failpoint } from '@promptbin/failpoints'
import { databaseName, exportName } from '../backup-folder.ts'
import type { FillOptions } from '../create/fill-backup.ts'
import { copyDatabase } from '../database/copy-database.ts'
import {
  type DatabaseDescription,
  describeDatabase,
  faultsOfDatabase,
} from '../database/describe-database.ts'
import { libraryDamaged } from '../errors.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { exportLibrary } from './export-library.ts'
import { countExported } from './exported-prompts.ts'

/** The library inside of a backup that is being made. */
export interface WrittenLibrary {
  /** The file, and what it is. */
  readonly name: string
  readonly form: Pick<Manifest, 'library'>
  readonly description: DatabaseDescription
}

/**
 * Puts the library into a backup and reads it back: a copy of the file that it is, or an export of what
 * PostgreSQL keeps. Rejects as `fillBackup` does.
 */
export function writeLibrary(folder: string, options: FillOptions): Promise<WrittenLibrary> {
  const { databaseUrl } = options
  return databaseUrl === undefined
    ? writeCopy(folder, options)
    : writeExported(folder, databaseUrl, options)
}

async function writeCopy(
  folder: string,
  { data, reason, onProgress = () => {} }: FillOptions,
): Promise<WrittenLibrary> {
  const database = join(folder, databaseName)
  await copyDatabase(join(data, databaseName), database, onProgress)
  failpoint('backup.copied')
  // A service that is not ready in time is ended, and the full check of a large library takes longer.
  const [fault] = reason === 'migration' ? [] : faultsOfDatabase(database)
  if (fault !== undefined) throw libraryDamaged(fault)
  const description = describeDatabase(database)
  failpoint('backup.checked')
  return { name: databaseName, form: {}, description }
}

async function writeExported(
  folder: string,
  url: string,
  { nowMs, onProgress = () => {} }: FillOptions,
): Promise<WrittenLibrary> {
  const file = join(folder, exportName)
  const description = await exportLibrary(file, { url, nowMs, onProgress })
  failpoint('backup.copied')
  // All checksums: that of each version is the one with which it was saved.
  await countExported(file).catch((error: Error) => {
    throw libraryDamaged(error.message)
  })
  failpoint('backup.checked')
  return { name: exportName, form: { library: 'export' }, description }
}
