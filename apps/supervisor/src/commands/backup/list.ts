import type { OutputOf } from '@promptbin/operations'
import { type Command, Option } from 'commander'
import { bytes as bytesText } from '../../console/view/amounts.ts'
import { alignColumns } from '../../terminal/align-columns.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { type CommandContext, example, type GlobalOptions } from '../command-line.ts'
import { withBackups } from './backups-here.ts'

interface Options extends GlobalOptions {
  readonly place: 'data' | 'second'
}

/** `promptbin backup list` */
export function addBackupList(backup: Command, context: CommandContext): void {
  backup
    .command('list')
    .description('list the backups, the newest first, with what is wrong with damaged ones')
    .addOption(
      new Option('--place <place>', 'those in the data folder, or in backup.second_place')
        .choices(['data', 'second'])
        .default('data'),
    )
    .addHelpText('after', example('promptbin backup list'))
    .action(async (_options, command: Command) => {
      await list(command.optsWithGlobals<Options>(), context)
      context.exitCode = exitCodes.ok
    })
}

async function list({ place, ...options }: Options, { terminal }: CommandContext): Promise<void> {
  const answer = await withBackups(options, terminal, (ask) => ask('list_backups', { place }))
  terminal.stdout.write(options.json ? `${JSON.stringify(answer)}\n` : tableOf(answer))
}

function tableOf({ items }: OutputOf<'list_backups'>): string {
  if (items.length === 0) return 'There is no backup yet. Make one: promptbin backup create\n'
  const rows = items.map(({ id, reason, bytes, rows: counted, encryption, fault }) => [
    id,
    reason ?? '-',
    bytesText(bytes),
    String(counted?.['prompt'] ?? '-'),
    encryption === 'age' ? 'encrypted' : '-',
    fault ?? 'good',
  ])
  const lines = alignColumns([['ID', 'WHY', 'SIZE', 'PROMPTS', 'KEY', 'STATE'], ...rows])
  return `${lines.join('\n')}\n`
}
