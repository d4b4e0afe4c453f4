import { join } from 'node:path'
import type { StoredLibrary } from '@promptbin/prompt-store/postgres'
import { createRowsDigest, type TableDigest } from '@promptbin/prompt-store/rows-digest'
import { encryptedEnding } from '../backup-folder.ts'
import { backupDamaged, backupEncrypted, backupWithoutTables } from '../errors.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { ReadingOptions } from '../reading/backup-entry.ts'
import { linesOf } from './lines-of.ts'
import { tableFileOf } from './stored-tables.ts'

/** The tables of a backup, with what each held when it was stored. */
export interface OpenTables extends StoredLibrary {
  readonly digests: Readonly<Record<string, TableDigest>>
}

/**
 * Gives the tables of the backup in a folder, of which nothing is read yet. Those of an encrypted one are decrypted on
 * their way: nothing of them comes to the disk. A table that is not as it was stored throws
 * `PB_BACKUP_DAMAGED` when it is read. Throws `PB_BACKUP_NO_TABLES` and `PB_BACKUP_ENCRYPTED`.
 */
export function openTables(
  backup: string,
  { id, tables, encryption }: Pick<Manifest, 'id' | 'tables' | 'encryption'>,
  { identity }: ReadingOptions = {},
): OpenTables {
  if (tables === undefined) throw backupWithoutTables(id)
  const isPlain = encryption === 'none'
  if (!isPlain && identity === undefined) throw backupEncrypted(id)
  const linesIn = (name: string) =>
    isPlain
      ? linesOf(join(backup, tableFileOf(name)))
      : linesOf(join(backup, tableFileOf(name) + encryptedEnding), identity)
  return {
    schemaVersion: tables.schemaVersion,
    digests: tables.of,
    tables: Object.entries(tables.of).map(([name, digest]) => ({
      name,
      lines: compared(linesIn(name), { id, name, digest }),
    })),
  }
}

/** Reads all tables, and tells what is wrong; of tables that are as they were stored nothing is. */
export async function faultsOfTables({ tables }: OpenTables): Promise<readonly string[]> {
  const faults: string[] = []
  for (const { lines } of tables) {
    try {
      for await (const _line of lines);
    } catch (error) {
      faults.push((error as Error).message)
    }
  }
  return faults
}

interface Stored {
  readonly id: string
  readonly name: string
  readonly digest: TableDigest
}

/** The same lines; throws at their end if they are not those that were stored. */
async function* compared(
  lines: AsyncIterable<string>,
  { id, name, digest }: Stored,
): AsyncGenerator<string> {
  const found = createRowsDigest()
  try {
    for await (const line of lines) {
      found.take(line)
      yield line
    }
  } catch (cause) {
    const why = (cause as Error).message
    throw backupDamaged.with({ cause }, id, `the table ${name} cannot be read (${why})`)
  }
  const { rows, sha256 } = found.end()
  if (rows !== digest.rows) {
    throw backupDamaged(id, `the table ${name} has ${rows} rows instead of ${digest.rows}`)
  }
  if (sha256 !== digest.sha256) {
    throw backupDamaged(id, `the rows of ${name} are not those that were stored`)
  }
}
