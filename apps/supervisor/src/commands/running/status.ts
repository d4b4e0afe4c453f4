import type { Command } from 'commander'
import { notRunning } from '../../errors.ts'
import { getJson } from '../../http/get-json.ts'
import { locateDataFolder } from '../../instance/data-folder.ts'
import { type FoundInstance, findInstance, type ProcessItem } from '../../instance/find-instance.ts'
import { alignColumns } from '../../terminal/align-columns.ts'
import { durationText } from '../../terminal/duration-text.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import {
  type CommandContext,
  example,
  type GlobalOptions,
  optionsOf,
  readConfig,
} from '../command-line.ts'

/** What the supervisor's `/health` says, as far as the status shows it. */
interface Health {
  readonly overall_status: string
  readonly mcp_server: { readonly status: string }
  readonly web_app: { readonly status: string }
}

/** `promptbin status`: what runs, where and how well; exit 4 when nothing does, 3 when it is ill. */
export function addStatus(program: Command, context: CommandContext): void {
  program
    .command('status')
    .description('tell whether PromptBin runs, where, and how well')
    .addHelpText('after', example('promptbin status --json'))
    .action(async (_options, command: Command) => {
      context.exitCode = await status(optionsOf(command), context)
    })
}

async function status(options: GlobalOptions, { terminal }: CommandContext): Promise<number> {
  const found = await findInstance(locateDataFolder(readConfig(options).dataDir))
  if (!found) throw notRunning()
  const health = await askHealth(found)
  terminal.stdout.write(
    options.json
      ? `${JSON.stringify({ ...found.description, ...health, processes: found.processes })}\n`
      : statusText(found, health),
  )
  const states = [health.overall_status, health.mcp_server.status, health.web_app.status]
  return states.includes('unhealthy') ? exitCodes.unhealthy : exitCodes.ok
}

async function askHealth({ description }: FoundInstance): Promise<Health> {
  const { body } = await getJson('/health', description.supervisor.url)
  const { overall_status, mcp_server, web_app } = body as Health
  return { overall_status, mcp_server, web_app }
}

function statusText({ description, processes }: FoundInstance, health: Health): string {
  const { version, mode, web, mcp, supervisor } = description
  const uptime = processes.find(({ service }) => service === 'supervisor')?.uptimeSeconds ?? 0
  const rows = [['SERVICE', 'STATE', 'PID', 'READY FOR', 'RESTARTS'], ...processes.map(toRow)]
  return [
    `PromptBin ${version} (${mode}) is ${health.overall_status}, running for ${durationText(uptime)}.`,
    `  Pages       ${web.url}`,
    `  MCP         ${mcp.url}`,
    `  Operations  ${supervisor.url}/health`,
    '',
    ...alignColumns(rows),
    ...processes.flatMap(({ service, lastRestartReason }) =>
      lastRestartReason === null ? [] : [`\n${service}: ${lastRestartReason}`],
    ),
    '',
  ].join('\n')
}

function toRow({ service, state, pid, uptimeSeconds, restarts }: ProcessItem): readonly string[] {
  return [service, state, String(pid ?? '-'), durationText(uptimeSeconds), String(restarts)]
}
