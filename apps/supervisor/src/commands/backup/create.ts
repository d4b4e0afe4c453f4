import type { OutputOf } from '@promptbin/operations'
import type { Command } from 'commander'
import { bytes as bytesText } from '../../console/view/amounts.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { createProgress } from '../../terminal/progress.ts'
import { type CommandContext, example, type GlobalOptions, optionsOf } from '../command-line.ts'
import { type AskBackups, withBackups } from './backups-here.ts'

/** So often it is asked how far the backup is. */
const everyMs = 250

/** `promptbin backup create` */
export function addBackupCreate(backup: Command, context: CommandContext): void {
  backup
    .command('create')
    .description('make a backup now, while PromptBin is used; removes those no longer needed')
    .addHelpText('after', example('promptbin backup create'))
    .action(async (_options, command: Command) => {
      await create(optionsOf(command), context)
      context.exitCode = exitCodes.ok
    })
}

async function create(options: GlobalOptions, { terminal }: CommandContext): Promise<void> {
  const made = await withBackups(options, terminal, (ask) => watched(ask, terminal))
  terminal.stdout.write(options.json ? `${JSON.stringify(made)}\n` : inWords(made))
}

/** Shows how far it is until it is made. */
async function watched(
  ask: AskBackups,
  { stderr }: CommandContext['terminal'],
): Promise<OutputOf<'create_backup'>> {
  const progress = createProgress(stderr, 'Backup')
  const look = async () => {
    const { current } = await ask('list_backups', {})
    if (current) progress.show(current.copied)
  }
  // Whoever cannot be asked tells why by the backup itself.
  const timer = setInterval(() => void look().catch(() => {}), everyMs)
  try {
    const made = await ask('create_backup', {})
    progress.show(1)
    return made
  } finally {
    clearInterval(timer)
    progress.end()
  }
}

function inWords(made: OutputOf<'create_backup'>): string {
  const { backup, durationMs, removed, secondPlaceFault } = made
  const lines = [
    `Made ${backup.id} (${bytesText(backup.bytes)}) in ${(durationMs / 1_000).toFixed(1)} s.`,
    ...(removed.length === 0 ? [] : [`Removed ${removed.join(', ')}, no longer needed.`]),
    ...(secondPlaceFault === null ? [] : [`It is only in the data folder. ${secondPlaceFault}`]),
  ]
  return `${lines.join('\n')}\n`
}
