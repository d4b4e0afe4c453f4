import { armAskedFailpoints } from '@promptbin/service'
import type { Command } from 'commander'
import { locateDataFolder } from '../instance/data-folder.ts'
import { Instance } from '../instance/instance.ts'
import { InstanceAccess } from '../instance/instance-access.ts'
import { readLocalKey } from '../instance/local-key.ts'
import { onStopSignal } from '../process/stop-signals.ts'
import { connectGateway } from '../stdio/connect-gateway.ts'
import { Relay } from '../stdio/relay.ts'
import { exitCodes } from '../terminal/exit-codes.ts'
import {
  type CommandContext,
  example,
  type GlobalOptions,
  optionsOf,
  readConfig,
  rereadConfig,
} from './command-line.ts'

/** The client waits for our end when it has closed its side, and kills us when it takes long. */
const stopTimeoutMs = 1000

interface McpOptions {
  readonly profile: string | undefined
}

/** `promptbin mcp`: MCP over stdin and stdout, for the AI client that starts this process. */
export function addMcp(program: Command, context: CommandContext): void {
  program
    .command('mcp')
    .description('speak MCP over stdin and stdout, for an AI client that starts its servers')
    .option('--profile <name>', 'serve only the part of the library that mcp.profiles names so')
    .addHelpText('after', example('promptbin mcp --data-dir ~/prompts'))
    .action(async ({ profile }: McpOptions, command: Command) => {
      context.exitCode = await mcp({ ...optionsOf(command), profile }, context)
    })
}

/** Attaches to the instance of the data folder or runs one itself; stdout carries MCP alone. */
async function mcp(
  options: GlobalOptions & McpOptions,
  { terminal, services }: CommandContext,
): Promise<number> {
  const config = readConfig(options, 'mcp')
  await armAskedFailpoints(config, 'supervisor')
  const folder = locateDataFolder(config.dataDir)
  const access = new InstanceAccess({
    folder,
    createInstance: () =>
      new Instance({
        config,
        readConfig: (instead) => rereadConfig(options, { command: 'mcp', instead }),
        mode: 'stdio',
        services,
        // Standard output belongs to MCP; clients keep what comes by standard error.
        echo: config.logging.console ? terminal.stderr : undefined,
        onShutdown: () => relay.end(),
      }),
  })
  const relay: Relay = new Relay({
    input: terminal.stdin,
    output: terminal.stdout,
    connect: async () => {
      const { mcp: gateway } = await access.use()
      const key = readLocalKey(folder.localKeyFile)
      return connectGateway(gateway.url, { profile: options.profile, key })
    },
  })
  const forget = onStopSignal(() => relay.end())
  // The terminal of the client is gone, and so is the client.
  process.once('SIGHUP', () => relay.end())
  try {
    await relay.run()
  } finally {
    await access.release(stopTimeoutMs)
    forget()
  }
  return exitCodes.ok
}
