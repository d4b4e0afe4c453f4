import { operations } from '@promptbin/operations'
import { BackupManager } from '../../backups/backup-manager.ts'
import { locateDataFolder } from '../../instance/data-folder.ts'
import { findInstance } from '../../instance/find-instance.ts'
import { type BackupHandlersOptions, backupHandlers } from '../../operations/running/backups.ts'
import { openStateFolder } from '../../state/state-folder.ts'
import type { Terminal } from '../../terminal/terminal.ts'
import { type GlobalOptions, readConfig } from '../command-line.ts'
import { askOperation } from '../operations/ask-operation.ts'

type BackupOperation = 'list_backups' | 'create_backup' | 'verify_backup'

/** What backups of a data folder can be asked for, whether something runs there or not. */
export type AskBackups = <Name extends BackupOperation>(
  name: Name,
  input: Parameters<ReturnType<typeof backupHandlers>[Name]>[0],
) => ReturnType<ReturnType<typeof backupHandlers>[Name]>

/**
 * Asks the instance that runs on the data folder of a command; where none does, the work is done
 * from here, and remembered as an instance remembers it.
 */
export async function withBackups<Result>(
  options: GlobalOptions,
  { stderr }: Pick<Terminal, 'stderr'>,
  work: (ask: AskBackups) => Promise<Result>,
): Promise<Result> {
  const config = readConfig(options)
  const folder = locateDataFolder(config.dataDir)
  const found = await findInstance(folder)
  if (found) {
    return work(((name, input) =>
      askOperation(found, operations[name] as never, input)) as AskBackups)
  }
  const state = openStateFolder({
    path: folder.stateFolder,
    log: { warn: (_fields, message) => stderr.write(`${message}\n`) },
  })
  const backups = new BackupManager({
    config: { current: config },
    folder: state,
    record: () => {},
  })
  try {
    return await work(alone({ backups }))
  } finally {
    await backups.close()
  }
}

function alone(options: BackupHandlersOptions): AskBackups {
  const handlers = backupHandlers(options)
  const nobody = undefined as never
  return ((name, input) => handlers[name](input as never, nobody, {})) as AskBackups
}
