import type { ConfigFault, ConfigReading, Notice } from '@promptbin/config'
import type { Command } from 'commander'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { type CommandContext, example, type GlobalOptions, optionsOf } from '../command-line.ts'
import { readHere } from './settings-here.ts'

/** `promptbin config validate`: everything that is wrong with a configuration; exit 2 if anything is. */
export function addValidate(config: Command, context: CommandContext): void {
  config
    .command('validate')
    .description('check a configuration together with the environment, and change nothing')
    .argument(
      '[file]',
      'the configuration file; unless given, the one that a start here would read',
    )
    .addHelpText(
      'after',
      `${example('promptbin config validate my-config.yaml')}

Every fault is told with its file, line and column. Exit code 0: a start would take it, 2: it would not.`,
    )
    .action((file: string | undefined, _options, command: Command) => {
      context.exitCode = validate(file, optionsOf(command), context)
    })
}

function validate(
  named: string | undefined,
  options: GlobalOptions,
  { terminal: { stdout } }: CommandContext,
): number {
  const reading = readHere(named === undefined ? options : { ...options, config: named })
  const isRight = reading.faults.length === 0
  const { file = null, faults, notices } = reading
  stdout.write(
    options.json
      ? `${JSON.stringify({ valid: isRight, file, faults, notices })}\n`
      : `${report(reading).join('\n')}\n`,
  )
  return isRight ? exitCodes.ok : exitCodes.usage
}

function report({ file, faults, notices }: ConfigReading): readonly string[] {
  const what = file ?? 'The configuration, which has no file,'
  const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`
  return [
    faults.length === 0 ? `${what} can be used.` : `${what} cannot be used: ${count}.`,
    ...faults.map(line),
    ...(notices.length === 0 ? [] : ['', 'To know:', ...notices.map(line)]),
  ]
}

/** With the place in front, as compilers have it, so that terminals and editors open it. */
function line({ pointer, message, at }: ConfigFault | Notice): string {
  const place = at === undefined ? '' : `${at.file}:${at.line}:${at.column}: `
  return `  ${place}${pointer} ${message}`
}
