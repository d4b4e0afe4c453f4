import type { Command } from 'commander'
import { alignColumns } from '../../terminal/align-columns.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { type CommandContext, example } from '../command-line.ts'
import { originText, valueText } from './setting-text.ts'
import { type LocalOption, localOption, type SettingsHere, settingsHere } from './settings-here.ts'

interface Options extends LocalOption {
  readonly changed?: boolean
}

/** `promptbin config print`: every setting with its value and where that comes from. */
export function addPrint(config: Command, context: CommandContext): void {
  config
    .command('print')
    .description('tell every setting with its value and its origin; secrets are masked')
    .option('--changed', 'only what is not the default')
    .addOption(localOption())
    .addHelpText(
      'after',
      `${example('promptbin config print --changed')}\n  $ promptbin config print --json`,
    )
    .action(async (_options, command: Command) => {
      await print(command.optsWithGlobals<Options>(), context)
      context.exitCode = exitCodes.ok
    })
}

async function print(options: Options, { terminal: { stdout } }: CommandContext): Promise<void> {
  const here = await settingsHere(options)
  const shown = Object.entries(here.settings).filter(
    ([, { origin }]) => !options.changed || origin !== 'default',
  )
  if (options.json) {
    stdout.write(`${JSON.stringify({ of: here.of, settings: Object.fromEntries(shown) })}\n`)
    return
  }
  const rows = shown.map(([key, setting]) => [key, valueText(setting.value), originText(setting)])
  const lines = rows.length === 0 ? ['Everything has its default.'] : alignColumns(rows)
  stdout.write(`${[...lines, '', whose(here)].join('\n')}\n`)
}

function whose({ of }: SettingsHere): string {
  return of === 'running'
    ? 'This is the configuration of the instance that runs.'
    : 'This is the configuration that a start here would have.'
}
