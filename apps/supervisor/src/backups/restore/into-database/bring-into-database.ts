import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { exportName } from '@promptbin/backup'
import type { ImportCounts } from '@promptbin/prompts'
import { runImport } from '../../../import/run-import.ts'
import { runTask } from '../../task/run-task.ts'
import type { RestoreOutcome, RestorerOptions } from '../create-restorer.ts'
import { restoreNeedsStart } from '../errors.ts'
import type { LibraryAccess } from '../restore-prompt.ts'
import { backUpBefore } from '../safety-backup.ts'
import { prepareTaskOf } from '../task/restore-settings.ts'
import type { BackupChoice } from '../task/restore-task.ts'

/**
 * Restores a backup where PostgreSQL has the library: every prompt of it goes to prompt-web, which brings
 * back what is gone and leaves what went on. A trial tells what would become of each. Rejects as
 * `Restorer.restore` does, with `PB_RESTORE_NEEDS_START`, and with what prompt-web refuses it with.
 */
export async function bringIntoDatabase(
  { backups, config, run = runTask }: RestorerOptions,
  { isTrial, ...choice }: BackupChoice & { readonly isTrial: boolean },
  access: LibraryAccess,
): Promise<RestoreOutcome> {
  if (access.webUrl === '') throw restoreNeedsStart()
  const task = { ...prepareTaskOf(config.current, choice, false), isExported: true }
  const { target, ...about } = await backups.alone((signal) => run(task, { signal }))
  try {
    const safetyBackup = isTrial ? null : await backUpBefore(config.current, backups)
    const imported = await send(join(target, exportName), isTrial, access)
    return { ...about, exchanged: isTrial ? null : nothingExchanged, imported, safetyBackup }
  } finally {
    await rm(target, { recursive: true, force: true })
  }
}

/** The library stays, with its accounts, its tokens and its audit trail. */
const nothingExchanged = {
  replaced: null,
  keepsAccess: true,
  auditRecords: null,
  auditTrail: null,
  receivers: null,
}

/** What came of it is told at the end. */
const unseen = { show: () => {}, say: () => {}, end: () => {} }

function send(
  file: string,
  dryRun: boolean,
  { webUrl, headers }: LibraryAccess,
): Promise<ImportCounts> {
  const source = {
    content: createReadStream(file),
    contentType: 'application/x-ndjson',
    fileName: exportName,
    size: 1,
    isSplit: true,
  }
  return runImport(source, webUrl, { headers, format: 'jsonl', dryRun, progress: unseen })
}
