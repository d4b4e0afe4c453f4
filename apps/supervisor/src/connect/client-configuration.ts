import { parse, resolve } from 'node:path'
import { type Config, loadConfig } from '@promptbin/config'
import { promptbinEntry } from '../services.ts'
import type { Connection } from './clients/client.ts'

export interface ClientConfigurationOptions {
  readonly config: Pick<Config, 'dataDir'>
  /** The file that `--config` names. */
  readonly configFile?: string | undefined
  /** The part of the library that is served; all of it without one. */
  readonly profile?: string | undefined
}

/**
 * How a client starts PromptBin itself. All of it is absolute, and what `promptbin mcp` needs to find
 * this data folder is said: a client has neither our variables nor our PATH nor our folder.
 */
export function stdioConnection(
  options: ClientConfigurationOptions,
): Extract<Connection, { transport: 'stdio' }> {
  const { config, configFile, profile } = options
  const { dataDir } = loadConfig({ environment: {}, workingDirectory: parse(process.cwd()).root })
  return {
    transport: 'stdio',
    command: process.execPath,
    arguments: [
      promptbinEntry,
      'mcp',
      ...(config.dataDir === dataDir ? [] : ['--data-dir', config.dataDir]),
      ...(configFile === undefined ? [] : ['--config', resolve(configFile)]),
      ...(profile === undefined ? [] : ['--profile', profile]),
    ],
  }
}

/** What to paste into the configuration of an AI client, once for each transport; valid JSON. */
export function clientConfiguration(
  options: ClientConfigurationOptions & { readonly mcpUrl: string },
): { readonly stdio: string; readonly http: string } {
  const { command, arguments: args } = stdioConnection(options)
  const servers = (promptbin: object) => JSON.stringify({ mcpServers: { promptbin } })
  return {
    stdio: servers({ command, args }),
    http: servers({ type: 'http', url: options.mcpUrl }),
  }
}
