import type { InstanceDescription } from '../instance/instance-file.ts'
import type { clientConfiguration } from './client-configuration.ts'

export interface BannerOptions {
  readonly instance: InstanceDescription
  readonly dataFolder: string
  readonly logFolder: string
  /** Settings whose port was taken, so that another one is used. */
  readonly movedPorts: readonly string[]
  readonly client: ReturnType<typeof clientConfiguration>
}

/** What a person needs when everything is ready. */
export function banner({ instance, client, movedPorts, ...folders }: BannerOptions): string {
  const { version, mode, web, mcp, supervisor } = instance
  return [
    `PromptBin ${version} is ready${mode === 'development' ? ' (development)' : ''}.`,
    '',
    `  Pages       ${web.url}`,
    `  MCP         ${mcp.url}`,
    `  Operations  ${supervisor.url}/health`,
    `  Data        ${folders.dataFolder}`,
    `  Logs        ${folders.logFolder}/promptbin.log`,
    ...movedPorts.map((moved) => `\n  ${moved}`),
    '',
    'For an AI client that starts its servers itself (stdio):',
    client.stdio,
    'For one that connects over HTTP:',
    client.http,
    '',
    'Ctrl-C stops it.',
    '',
  ].join('\n')
}
