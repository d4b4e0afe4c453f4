import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { TableToRead } from '@promptbin/prompt-store/postgres'
import { createRowsDigest, type TableDigest } from '@promptbin/prompt-store/rows-digest'
import type { OnProgress } from '../database/copy-database.ts'
import { backupFailed } from '../errors.ts'
import { type StoredTables, tableFileOf, tablesFolderName } from './stored-tables.ts'

/** Tables that were written into a backup. */
export interface WrittenTables {
  readonly names: readonly string[]
  readonly tables: StoredTables
  /** Whether this program can use that library only after it was migrated. */
  readonly isOlder: boolean
  /** The hash of the newest record of the library's audit trail; null before the first. */
  readonly auditHead: string | null
}

/** As much is held before it goes to the disk. */
const chunkCharacters = 2 ** 18

/**
 * Writes all tables of a library that PostgreSQL keeps into a backup, in one state of it, while others use
 * it; `onProgress` is told of those that are done and of all. Rejects with what `readLibraryTables` rejects
 * with, and with `PB_BACKUP_FAILED`.
 */
export async function writeTables(
  folder: string,
  url: string,
  onProgress: OnProgress,
): Promise<WrittenTables> {
  // Its driver is needed only where there is such a library.
  const { readLibraryTables } = await import('@promptbin/prompt-store/postgres')
  await mkdir(join(folder, tablesFolderName), { mode: 0o700 })
  return readLibraryTables(url, async ({ tables, isOlder, auditHead, ...about }) => {
    const of: Record<string, TableDigest> = {}
    for (const [index, table] of tables.entries()) {
      of[table.name] = await writeTable(join(folder, tableFileOf(table.name)), table)
      onProgress(index + 1, tables.length)
    }
    const { schemaVersion, serverVersion } = about
    const names = Object.keys(of).map(tableFileOf)
    return { names, tables: { schemaVersion, serverVersion, of }, isOlder, auditHead }
  })
}

async function writeTable(path: string, { lines }: TableToRead): Promise<TableDigest> {
  const digest = createRowsDigest()
  await using file = await ofDisk(open(path, 'wx', 0o600))
  let chunk = ''
  for await (const line of lines) {
    digest.take(line)
    chunk += `${line}\n`
    if (chunk.length < chunkCharacters) continue
    await append(file, chunk)
    chunk = ''
  }
  await append(file, chunk)
  return digest.end()
}

const append = (file: FileHandle, text: string) => ofDisk(file.appendFile(text))

/** What the disk refuses must not be taken for the server's. */
function ofDisk<Result>(done: Promise<Result>): Promise<Result> {
  return done.catch((cause: Error) => {
    throw backupFailed.with({ cause }, cause.message)
  })
}
