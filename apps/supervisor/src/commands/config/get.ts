import { explainSetting } from '@promptbin/config'
import type { Command } from 'commander'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { type CommandContext, example } from '../command-line.ts'
import { type LocalOption, localOption, settingsHere } from './settings-here.ts'

/** `promptbin config get`: one value, for scripts. */
export function addGet(config: Command, context: CommandContext): void {
  config
    .command('get')
    .description('write the value of one setting to stdout, as a file would have it')
    .argument('<key>', 'the setting, such as web.port, or its variable')
    .addOption(localOption())
    .addHelpText('after', example('promptbin config get web.port'))
    .action(async (name: string, _options, command: Command) => {
      await get(name, command.optsWithGlobals<LocalOption>(), context)
      context.exitCode = exitCodes.ok
    })
}

async function get(
  name: string,
  options: LocalOption,
  { terminal: { stdout } }: CommandContext,
): Promise<void> {
  // First of all: of a key that does not exist nobody is to be asked.
  const { key } = explainSetting(name)
  const { of, settings } = await settingsHere(options)
  const setting = settings[key]
  const value = setting?.value
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  stdout.write(`${options.json ? JSON.stringify({ key, of, ...setting }) : text}\n`)
}
