import { join } from 'node:path'
import { failpoint } from '@promptbin/failpoints'
import { exportName } from '../backup-folder.ts'
import type { FillOptions } from '../create/fill-backup.ts'
import type { OnProgress } from '../database/copy-database.ts'
import { backupFailed, libraryDamaged } from '../errors.ts'
import { faultsOfTables, openTables } from '../tables/open-tables.ts'
import { type WrittenTables, writeTables } from '../tables/write-tables.ts'
import { exportLibrary } from './export-library.ts'
import { countExported } from './exported-prompts.ts'
import type { WrittenLibrary } from './write-library.ts'

/**
 * Puts all tables of a library that PostgreSQL keeps into a backup, and an export of its prompts, which
 * any library can be made of. Of a library that this program has still to migrate there is no export.
 * Rejects as `fillBackup` does.
 */
export async function writeDatabase(
  folder: string,
  url: string,
  options: FillOptions,
): Promise<WrittenLibrary> {
  const { onProgress = () => {} } = options
  const written = await writeTables(folder, url, half(onProgress, 0))
  if (written.isOlder) {
    onProgress(1, 1)
    failpoint('backup.copied')
    return tablesAlone(written)
  }
  const { names, tables, auditHead } = written
  const file = join(folder, exportName)
  const { nowMs } = options
  const exported = await exportLibrary(file, { url, nowMs, onProgress: half(onProgress, 1) })
  failpoint('backup.copied')
  // All checksums: that of each version is the one with which it was saved.
  await countExported(file).catch((error: Error) => {
    throw libraryDamaged(error.message)
  })
  const stored = openTables(folder, { id: options.id, tables, encryption: 'none' })
  const [fault] = await faultsOfTables(stored)
  if (fault !== undefined) throw backupFailed(fault)
  failpoint('backup.checked')
  return {
    names: [exportName, ...names],
    form: { library: 'export', tables },
    description: { ...exported, auditHead },
  }
}

function tablesAlone({ names, tables, auditHead }: WrittenTables): WrittenLibrary {
  const { schemaVersion, of } = tables
  const rows = Object.fromEntries(Object.entries(of).map(([name, table]) => [name, table.rows]))
  return {
    names,
    form: { library: 'tables', tables },
    description: { sqliteVersion: '', schemaVersion, rows, auditHead },
  }
}

/** What is told of one of two steps, as part of both. */
function half(onProgress: OnProgress, before: 0 | 1): OnProgress {
  return (copied, total) => onProgress(before + (total === 0 ? 1 : copied / total), 2)
}
