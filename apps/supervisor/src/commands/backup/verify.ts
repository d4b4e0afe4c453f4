import type { OutputOf } from '@promptbin/operations'
import type { Command } from 'commander'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { type CommandContext, example, type GlobalOptions, optionsOf } from '../command-line.ts'
import { withBackups } from './backups-here.ts'

/** `promptbin backup verify` */
export function addBackupVerify(backup: Command, context: CommandContext): void {
  backup
    .command('verify')
    .description('read all of a backup and check it; exit 3 if it cannot be used')
    .argument('[id]', 'as "promptbin backup list" tells it; the newest unless told')
    .addHelpText('after', example('promptbin backup verify'))
    .action(async (id: string | undefined, _options, command: Command) => {
      await verify(id, optionsOf(command), context)
    })
}

async function verify(
  id: string | undefined,
  options: GlobalOptions,
  context: CommandContext,
): Promise<void> {
  const { stdout } = context.terminal
  const verdict = await withBackups(options, context.terminal, async (ask) => {
    const newest = id ?? (await ask('list_backups', {})).items[0]?.id
    return ask('verify_backup', { id: newest ?? 'the newest' })
  })
  stdout.write(options.json ? `${JSON.stringify(verdict)}\n` : inWords(verdict))
  context.exitCode = verdict.isGood ? exitCodes.ok : exitCodes.unhealthy
}

function inWords({ id, isGood, faults, isOpened }: OutputOf<'verify_backup'>): string {
  if (!isGood) return `${id} cannot be used:\n${faults.map((fault) => `  ${fault}\n`).join('')}`
  return isOpened
    ? `${id} is good: all files are as they were written, and the library in it is whole.\n`
    : `${id} has all files as they were written. It is encrypted; with backup.identity_file the library in it is opened as well.\n`
}
