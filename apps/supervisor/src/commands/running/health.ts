import type { Command } from 'commander'
import { askServiceForJson } from '../../http/ask-service.ts'
import { getJson } from '../../http/get-json.ts'
import type { FoundInstance } from '../../instance/find-instance.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import {
  type HealthAnswer,
  healthSummary,
  healthTable,
  lastChanges,
} from '../../terminal/health/health-text.ts'
import { type CommandContext, example, type GlobalOptions } from '../command-line.ts'
import { findRunning } from './running-instance.ts'

interface Options extends GlobalOptions {
  readonly verbose?: boolean
  readonly probe?: boolean
}

/** `promptbin health`: how well it is and why; exit 3 when it is unhealthy, 4 when nothing runs. */
export function addHealth(program: Command, context: CommandContext): void {
  program
    .command('health')
    .description('tell how well PromptBin is, and what is wrong first')
    .option('-v, --verbose', 'every check, those of the services too, and what changed')
    .option(
      '--probe',
      'look at everything now, also as an AI client would, rather than at the last look',
    )
    .addHelpText(
      'after',
      `${example('promptbin health')}\n  $ promptbin health --json --verbose\n  $ promptbin health --probe`,
    )
    .action(async (_options, command: Command) => {
      context.exitCode = await health(command.optsWithGlobals<Options>(), context)
    })
}

async function health(options: Options, { terminal }: CommandContext): Promise<number> {
  const found = await findRunning(options)
  if (options.probe) {
    await askServiceForJson(
      found.description.supervisor.url,
      '/api/v1/health/probe',
      {},
      {
        headers: found.headers,
      },
    )
  }
  const whole = await askHealth(found.description.supervisor.url)
  const services = options.verbose ? await askServices(found) : undefined
  terminal.stdout.write(
    options.json
      ? `${JSON.stringify({ ...whole, ...(services && { services }) })}\n`
      : text(whole, services),
  )
  const states = [
    whole.overall_status,
    whole.mcp_server?.status ?? 'healthy',
    whole.web_app?.status ?? 'healthy',
  ]
  return states.includes('unhealthy') ? exitCodes.unhealthy : exitCodes.ok
}

async function askHealth(url: string): Promise<HealthAnswer> {
  return (await getJson('/health', url)).body as HealthAnswer
}

/** Of several workers one answers; one that does not answer is left out, as the whole tells of it. */
async function askServices({
  description: { web, mcp },
}: FoundInstance): Promise<Readonly<Record<string, HealthAnswer>>> {
  const asked = Object.entries({ 'prompt-web': web.url, 'mcp-gateway': mcp.url })
  const answers = await Promise.all(
    asked.map(([name, url]) =>
      askHealth(url).then(
        (answer) => [[name, answer] as const],
        () => [],
      ),
    ),
  )
  return Object.fromEntries(answers.flat())
}

function text(
  whole: HealthAnswer,
  services: Readonly<Record<string, HealthAnswer>> | undefined,
): string {
  const lines = [...healthSummary(whole)]
  if (services !== undefined) {
    lines.push('', ...healthTable('supervisor', whole))
    for (const [name, answer] of Object.entries(services)) {
      lines.push('', ...healthTable(name, answer))
    }
    lines.push(...lastChanges(whole))
  }
  return `${lines.join('\n')}\n`
}
