import type { Command } from 'commander'
import type { ProcessNode } from '../../history/genealogy/process-record.ts'
import { getJson } from '../../http/get-json.ts'
import { locateDataFolder } from '../../instance/data-folder.ts'
import type { FoundInstance, ProcessItem } from '../../instance/find-instance.ts'
import { durationText } from '../../terminal/duration-text.ts'
import { environmentLine, environmentReasons } from '../../terminal/environment-text.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { processTable } from '../../terminal/processes/process-table.ts'
import { processTree } from '../../terminal/processes/process-tree.ts'
import { type CommandContext, configToFind, example, type GlobalOptions } from '../command-line.ts'
import { findRunning, inquire } from './running-instance.ts'

interface Options extends GlobalOptions {
  readonly tree?: boolean
  readonly all?: boolean
  readonly why?: boolean
}

/** What the supervisor's `/health` says, as far as the status shows it. */
interface Health {
  readonly overall_status: string
  /** In words, when something is wrong. */
  readonly reason: string | null
  readonly mcp_server: { readonly status: string }
  readonly web_app: { readonly status: string }
}

/** So many processes of one place are shown; a place that had more is in trouble anyway. */
const maxPerPlace = 10

/** `promptbin status`: what runs, where and how well; exit 4 when nothing does, 3 when it is ill. */
export function addStatus(program: Command, context: CommandContext): void {
  program
    .command('status')
    .description('tell whether PromptBin runs, where, and how well')
    .option('--tree', 'also which processes ran in the last hour, who replaced whom, and why')
    .option('--all', 'with --tree: all that are remembered')
    .option('--why', 'also why it believes to run where it does, and what follows from that')
    .addHelpText('after', example('promptbin status --json'))
    .action(async (_options, command: Command) => {
      context.exitCode = await status(command.optsWithGlobals<Options>(), context)
    })
}

async function status(options: Options, { terminal }: CommandContext): Promise<number> {
  const found = await findRunning(options)
  const health = await askHealth(found)
  const genealogy = options.tree || options.all ? await askGenealogy(found, options) : undefined
  terminal.stdout.write(
    options.json
      ? `${JSON.stringify({ ...found.description, ...health, processes: found.processes, ...(genealogy && { genealogy }) })}\n`
      : statusText(found, health, options) + (genealogy ? `\n${treeText(genealogy, options)}` : ''),
  )
  const states = [health.overall_status, health.mcp_server.status, health.web_app.status]
  return states.includes('unhealthy') ? exitCodes.unhealthy : exitCodes.ok
}

async function askHealth({ description }: FoundInstance): Promise<Health> {
  const { body } = await getJson('/health', description.supervisor.url)
  const { overall_status, reason, mcp_server, web_app } = body as Health
  return { overall_status, reason, mcp_server, web_app }
}

async function askGenealogy(
  found: FoundInstance,
  { all = false }: Options,
): Promise<readonly ProcessNode[]> {
  const answer = await inquire(found, `/api/v1/genealogy?all=${all}`)
  return (answer as { readonly items: readonly ProcessNode[] }).items
}

function treeText(genealogy: readonly ProcessNode[], { all = false }: Options): string {
  const bound = all ? Number.POSITIVE_INFINITY : maxPerPlace
  return processTree(genealogy, { now: Date.now(), maxPerPlace: bound })
}

function statusText(
  { description, processes }: FoundInstance,
  health: Health,
  options: Options,
): string {
  const { why = false } = options
  const { path: dataFolder } = locateDataFolder(configToFind(options).dataDir)
  const { version, mode, web, mcp, supervisor, environment } = description
  const uptime = processes.find(({ service }) => service === 'supervisor')?.uptimeSeconds ?? 0
  return [
    `PromptBin ${version} (${mode}) is ${health.overall_status}, running for ${durationText(uptime)}.`,
    ...(health.reason ? [`  ${health.reason}`] : []),
    `  Pages       ${web.url}`,
    `  MCP         ${mcp.url}`,
    `  Console     ${supervisor.url}`,
    `  Data        ${dataFolder}`,
    ...(environment ? [`  Runs        ${environmentLine(environment)}`] : []),
    ...(environment && why ? ['', ...environmentReasons(environment)] : []),
    '',
    processTable(processes),
    ...reasonsOf(processes),
    '',
  ].join('\n')
}

/** Why each service was restarted last, or why it is not restarted any more. */
function reasonsOf(processes: readonly ProcessItem[]): readonly string[] {
  const reasons = processes.flatMap(({ service, lastRestartReason }) =>
    lastRestartReason === null ? [] : [`${service}: ${lastRestartReason}`],
  )
  return [...new Set(reasons)].map((reason) => `\n${reason}`)
}
