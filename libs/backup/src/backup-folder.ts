import { join } from 'node:path'

/** The library inside of a backup, as it is inside of a data folder. */
export const databaseName = 'promptbin.db'

/** The library inside of a backup that was made where PostgreSQL keeps it: an export. */
export const exportName = 'library.jsonl'

/** The configuration file that was in force, and beneath it the generations that are kept of it. */
export const configurationName = 'configuration'

/** Written last: a folder without it is no backup. */
export const manifestName = 'manifest.json'

/** What a file that is encrypted has at the end of its name (age-encryption.org/v1). */
export const encryptedEnding = '.age'

/** Where the backups of a data folder are. */
export function backupsFolderOf(data: string): string {
  return join(data, 'backups')
}

/** Where a backup is written until it is whole. */
export function partialNameOf(id: string): string {
  return `.${id}.partial`
}

/** Where the database of an encrypted backup is while somebody reads it. */
export const readingPrefix = '.reading-'
