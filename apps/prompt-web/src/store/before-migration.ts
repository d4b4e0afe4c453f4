import type { Config } from '@promptbin/config'
import type { Logger } from '@promptbin/logging'

/** Which library is backed up, and for whom. */
export interface BeforeMigrationOptions {
  /** The data folder, which gets the backup, and for whom that is encrypted. */
  readonly config: Pick<Config, 'dataDir' | 'backup'>
  /** The database of PostgreSQL that has the library; it is in the data folder unless told. */
  readonly databaseUrl?: string
  readonly logger: Pick<Logger, 'info'>
}

/**
 * Makes a backup before the schema of the library changes, and gives its name. Rejects as `createBackup`
 * does. Its code is read only by the first start of a new PromptBin.
 */
export async function backUpBeforeMigration({
  config: { dataDir: data, backup },
  databaseUrl,
  logger,
}: BeforeMigrationOptions): Promise<string> {
  const { createBackup } = await import('@promptbin/backup')
  const { recipients } = backup
  const { id } = await createBackup({ data, databaseUrl, recipients, reason: 'migration' })
  const fields = { event: 'backup.made', reason: 'migration', backup: id }
  logger.info(fields, 'a backup was made before the schema of the library changes')
  return id
}
