import { join } from 'node:path'
import { failpoint } from '@promptbin/failpoints'
import { databaseName } from '../backup-folder.ts'
import type { FillOptions } from '../create/fill-backup.ts'
import { copyDatabase } from '../database/copy-database.ts'
import {
  type DatabaseDescription,
  describeDatabase,
  faultsOfDatabase,
} from '../database/describe-database.ts'
import { libraryDamaged } from '../errors.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { writeDatabase } from './write-database.ts'

/** The library inside of a backup that is being made. */
export interface WrittenLibrary {
  /** Its files, and what they are. */
  readonly names: readonly string[]
  readonly form: Pick<Manifest, 'library' | 'tables'>
  readonly description: DatabaseDescription
}

/**
 * Puts the library into a backup and reads it back: a copy of the file that it is, or all that
 * PostgreSQL keeps of it. Rejects as `fillBackup` does.
 */
export function writeLibrary(folder: string, options: FillOptions): Promise<WrittenLibrary> {
  const { databaseUrl } = options
  return databaseUrl === undefined
    ? writeCopy(folder, options)
    : writeDatabase(folder, databaseUrl, options)
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
  return { names: [databaseName], form: {}, description }
}
