import {
  type Config,
  type ConfigReading,
  gatherEvidence,
  type LoadConfigOptions,
  loadConfig,
  readConfiguration,
} from '@promptbin/config'
import { Command } from 'commander'
import type { FileText } from '../configuration/configuration-source.ts'
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

/** Whether a line, as in `process.argv`, asks for nothing but the version of PromptBin. */
export function asksForVersion([, , first]: readonly string[]): boolean {
  return first === '--version' || first === '-V'
}

/** The `promptbin` command without its subcommands. Throws a `CommanderError` at wrong usage. */
export function createCommandLine({ terminal }: CommandContext): Command {
  return new Command('promptbin')
    .description('The prompt library that AI clients can rely on.')
    .option('-V, --version', 'tell the version of PromptBin; stands alone')
    .hook('preAction', (program, command) => {
      if (program.opts()['version'] !== true) return
      command.error('error: --version stands alone; a version of a prompt is named name@3')
    })
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

/**
 * The configuration in force for a command; what follows from where it runs depends on the command.
 * Throws what `loadConfig` throws.
 */
export function readConfig(options: GlobalOptions, command?: string): Config {
  return loadConfig(sourcesOf(options, command))
}

/**
 * The same, but as if a configuration file that is wrong said nothing: enough to find what runs here,
 * which goes on with what it had. Throws what `loadConfig` throws of all else.
 */
export function configToFind(options: GlobalOptions): Config {
  const sources = sourcesOf(options, undefined)
  const { config } = readConfiguration(sources)
  return config ?? loadConfig({ ...sources, configText: { text: '' } })
}

/**
 * Reads it again while PromptBin runs, with the faults instead of an error; `instead` is what the
 * configuration file is taken to say.
 */
export function rereadConfig(
  options: GlobalOptions,
  { command, instead }: { readonly command: string; readonly instead: FileText | undefined },
): ConfigReading {
  return readConfiguration({
    ...sourcesOf(options, command),
    ...(instead && { configFile: instead.file, configText: { text: instead.text } }),
  })
}

function sourcesOf(options: GlobalOptions, command: string | undefined): LoadConfigOptions {
  return {
    arguments: { dataDir: options.dataDir },
    configFile: options.config,
    evidence: gatherEvidence({ command, speaksStdio: command === 'mcp' }),
  }
}

/** The options of a command together with those of the whole line. */
export function optionsOf(command: Command): GlobalOptions {
  return command.optsWithGlobals<GlobalOptions>()
}
