import type { Command } from 'commander'
import { askServiceForJson } from '../../http/ask-service.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { type CommandContext, example, type GlobalOptions, optionsOf } from '../command-line.ts'
import { findRunning } from './running-instance.ts'

/** `promptbin login-link`: lets a browser into the console, also while prompt-web is down. */
export function addLoginLink(program: Command, context: CommandContext): void {
  program
    .command('login-link')
    .description('print a link that lets one browser into the console, once and for ten minutes')
    .addHelpText('after', example('promptbin login-link'))
    .action(async (_options, command: Command) => {
      await printLink(optionsOf(command), context)
      context.exitCode = exitCodes.ok
    })
}

async function printLink(options: GlobalOptions, { terminal }: CommandContext): Promise<void> {
  const { description, headers } = await findRunning(options)
  const path = '/api/v1/login-link'
  const answer = await askServiceForJson(description.supervisor.url, path, {}, { headers })
  const { url } = answer as { readonly url: string }
  terminal.stdout.write(`${options.json ? JSON.stringify({ url }) : url}\n`)
}
