import type { Command } from 'commander'
import { type CommandContext, example, optionsOf } from './command-line.ts'
import { runServiceAlone } from './run-service-alone.ts'

/** `promptbin gateway`: mcp-gateway alone in the foreground. */
export function addGateway(program: Command, context: CommandContext): void {
  program
    .command('gateway')
    .description('run mcp-gateway alone, without supervision')
    .addHelpText('after', example('PROMPTBIN_MCP_WEB_URL=http://127.0.0.1:5050 promptbin gateway'))
    .action(async (_options, command: Command) => {
      context.exitCode = await runServiceAlone('mcp-gateway', optionsOf(command), context)
    })
}
