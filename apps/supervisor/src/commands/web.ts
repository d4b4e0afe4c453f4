import type { Command } from 'commander'
import { type CommandContext, example, optionsOf } from './command-line.ts'
import { runServiceAlone } from './run-service-alone.ts'

/** `promptbin web`: prompt-web alone in the foreground. */
export function addWeb(program: Command, context: CommandContext): void {
  program
    .command('web')
    .description('run prompt-web alone, without supervision')
    .addHelpText('after', example('PROMPTBIN_WEB_PORT=5050 promptbin web'))
    .action(async (_options, command: Command) => {
      context.exitCode = await runServiceAlone('prompt-web', optionsOf(command), context)
    })
}
