import type { Command } from 'commander'
import type { CommandContext } from '../command-line.ts'
import { addBackupCreate } from './create.ts'
import { addBackupDrill } from './drill.ts'
import { addBackupList } from './list.ts'
import { addBackupRestore } from './restore.ts'
import { addBackupVerify } from './verify.ts'

/** `promptbin backup`: copies of library and configuration; also while nothing runs. */
export function addBackup(program: Command, context: CommandContext): void {
  const backup = program
    .command('backup')
    .description('copies of the library and the configuration; also while nothing runs')
  addBackupCreate(backup, context)
  addBackupList(backup, context)
  addBackupVerify(backup, context)
  addBackupRestore(backup, context)
  addBackupDrill(backup, context)
}
