import { join } from 'node:path'
import { describeDatabase, faultsOfDatabase } from '../database/describe-database.ts'
import { hashFile } from '../disk/hash-file.ts'
import { countExported } from '../exported/exported-prompts.ts'
import type { BackupFile, Manifest } from '../manifest/manifest.ts'
import { faultsOfTables, openTables } from '../tables/open-tables.ts'
import type { OpenBackup, ReadingOptions, Verdict } from './backup-entry.ts'
import { openBackup } from './open-backup.ts'
import { readManifest } from './read-manifest.ts'

/**
 * Reads all of a backup: whether each file is the one that was written, and whether the database
 * opens, passes SQLite's full check and has the rows that the manifest tells; of what PostgreSQL has each
 * table and the export. That of an encrypted
 * one is opened only with an identity. Rejects with `PB_BACKUP_NOT_FOUND`; all else is a fault.
 */
export async function verifyBackup(
  folder: string,
  id: string,
  options: ReadingOptions = {},
): Promise<Verdict> {
  const startedAt = performance.now()
  const found = await findFaults(folder, id, options)
  const durationMs = Math.round(performance.now() - startedAt)
  return { id, isGood: found.faults.length === 0, ...found, durationMs }
}

type Found = Pick<Verdict, 'faults' | 'isOpened'>

async function findFaults(folder: string, id: string, options: ReadingOptions): Promise<Found> {
  try {
    const manifest = await readManifest(folder, id)
    const faults = await faultsOfFiles(join(folder, id), manifest.files)
    const isReadable = manifest.encryption === 'none' || options.identity !== undefined
    // What has other bytes than were written tells nothing when it is opened.
    if (faults.length > 0 || !isReadable) return { faults, isOpened: false }
    return { faults: await faultsInside(folder, manifest, options), isOpened: true }
  } catch (error) {
    if ((error as { code?: unknown }).code === 'PB_BACKUP_NOT_FOUND') throw error
    return { faults: [(error as Error).message], isOpened: false }
  }
}

async function faultsOfFiles(
  folder: string,
  files: readonly BackupFile[],
): Promise<readonly string[]> {
  const faults: string[] = []
  for (const { name, bytes, sha256 } of files) {
    try {
      const found = await hashFile(join(folder, name))
      if (found.bytes !== bytes) faults.push(`${name} has ${found.bytes} bytes instead of ${bytes}`)
      else if (found.sha256 !== sha256) faults.push(`${name} is not as it was written`)
    } catch (error) {
      faults.push(`${name} cannot be read (${(error as NodeJS.ErrnoException).code})`)
    }
  }
  return faults
}

async function faultsInside(
  folder: string,
  manifest: Manifest,
  options: ReadingOptions,
): Promise<readonly string[]> {
  const { id, library, tables } = manifest
  const inTables =
    tables === undefined
      ? []
      : await faultsOfTables(openTables(join(folder, id), manifest, options))
  if (library === 'tables') return inTables
  const opened = await openBackup(folder, id, options)
  try {
    return [...inTables, ...(await faultsOfLibrary(opened))]
  } finally {
    await opened.close()
  }
}

async function faultsOfLibrary({ database, manifest }: OpenBackup): Promise<readonly string[]> {
  if (manifest.library === 'export') return faultsOfRows(manifest, await countExported(database))
  const faults = faultsOfDatabase(database)
  return faults.length > 0 ? faults : differences(manifest, database)
}

function differences(manifest: Manifest, database: string): readonly string[] {
  const { rows, schemaVersion } = describeDatabase(database)
  const wrongTables = faultsOfRows(manifest, rows)
  return schemaVersion === manifest.schemaVersion
    ? wrongTables
    : [`its schema is ${schemaVersion} instead of ${manifest.schemaVersion}`, ...wrongTables]
}

function faultsOfRows(
  { rows: told }: Manifest,
  rows: Readonly<Record<string, number>>,
): readonly string[] {
  return Object.entries(told)
    .filter(([table, count]) => rows[table] !== count)
    .map(([table, count]) => `${table} has ${rows[table] ?? 'no'} rows instead of ${count}`)
}
