import type { OutputOf } from '@promptbin/operations'
import type { Command } from 'commander'
import { alignColumns } from '../../terminal/align-columns.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import {
  type CommandContext,
  example,
  type GlobalOptions,
  optionsOf,
  readConfig,
} from '../command-line.ts'
import { withRestoring } from './restoring-here.ts'

/** `promptbin backup drill` */
export function addBackupDrill(backup: Command, context: CommandContext): void {
  backup
    .command('drill')
    .description(
      'restore the newest backup beside the library, compare, and remove it; exit 3 if it is not as it has to be',
    )
    .addHelpText('after', example('promptbin backup drill'))
    .action(async (_options, command: Command) => {
      await drill(optionsOf(command), context)
    })
}

async function drill(options: GlobalOptions, context: CommandContext): Promise<void> {
  const { terminal } = context
  const config = readConfig(options)
  const report = await withRestoring({ config, terminal }, (ask) => ask('run_drill', {}))
  terminal.stdout.write(options.json ? `${JSON.stringify(report)}\n` : inWords(report))
  context.exitCode = report.passed ? exitCodes.ok : exitCodes.unhealthy
}

function inWords({ backup, durationMs, passed, checks }: OutputOf<'run_drill'>): string {
  const rows = checks.map((check) => [
    check.passed ? 'ok' : 'WRONG',
    check.what,
    check.passed ? check.found : `${check.found} instead of ${check.expected}`,
  ])
  const seconds = (durationMs / 1_000).toFixed(1)
  const verdict = passed
    ? `${backup} was restored for practice in ${seconds} s, and is as it has to be.`
    : `${backup} is not as it has to be. Make another: promptbin backup create`
  return `${alignColumns(rows).join('\n')}\n\n${verdict}\n`
}
