import type { clientConfiguration } from '../connect/client-configuration.ts'
import type { InstanceDescription } from '../instance/instance-file.ts'

export interface BannerOptions {
  readonly instance: InstanceDescription
  readonly dataFolder: string
  readonly logFolder: string
  /** What is not as it was asked for or expected, such as a port that was taken; a sentence each. */
  readonly notices: readonly string[]
  readonly client: ReturnType<typeof clientConfiguration>
}

/** What a person needs when everything is ready. */
export function banner({ instance, client, notices, ...folders }: BannerOptions): string {
  const { version, mode, web, mcp, supervisor } = instance
  return [
    `PromptBin ${version} is ready${mode === 'development' ? ' (development)' : ''}.`,
    '',
    `  Pages       ${web.url}`,
    `  MCP         ${mcp.url}`,
    `  Console     ${supervisor.url}`,
    `  Data        ${folders.dataFolder}`,
    `  Logs        ${folders.logFolder}/promptbin.log`,
    ...notices.map((notice) => `\n  ${notice}`),
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
