import { type Config, loadConfig, version } from '@promptbin/config'
import { Command } from 'commander'
import type { ServiceDefinition } from '../services.ts'
import type { Terminal } from '../terminal/terminal.ts'

/** What every command accepts. */
export interface GlobalOptions {
  readonly dataDir?: string
  readonly config?: string
  readonly json?: boolean
}

/** What a command works with, and where it leaves its exit code. */
export interface CommandContext {
  readonly terminal: Terminal
  readonly services: readonly ServiceDefinition[]
  exitCode: number
}

/** The `promptbin` command without its subcommands. Throws a `CommanderError` at wrong usage. */
export function createCommandLine({ terminal }: CommandContext): Command {
  return new Command('promptbin')
    .description('The prompt library that AI clients can rely on.')
    .version(version)
    .option('--data-dir <folder>', 'the folder that holds the library')
    .option('--config <file>', 'the configuration file')
    .option('--json', 'answer and complain in JSON, for programs')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .showHelpAfterError('(promptbin --help lists what there is)')
    .exitOverride()
}

/** An example for the help of a command. */
export function example(line: string): string {
  return `\nExample:\n  $ ${line}`
}

/** The configuration in force for a command. Throws what `loadConfig` throws. */
export function readConfig(options: GlobalOptions): Config {
  return loadConfig({ arguments: { dataDir: options.dataDir }, configFile: options.config })
}

/** The options of a command together with those of the whole line. */
export function optionsOf(command: Command): GlobalOptions {
  return command.optsWithGlobals<GlobalOptions>()
}
