import { LOG_LEVELS } from '@promptbin/logging'
import { Argument, type Command, Option } from 'commander'
import { askServiceForJson } from '../../http/ask-service.ts'
import type { ServiceLogLevel } from '../../log/log-levels.ts'
import { alignColumns } from '../../terminal/align-columns.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { type CommandContext, example, type GlobalOptions } from '../command-line.ts'
import { findRunning, inquire } from '../running/running-instance.ts'

interface Options extends GlobalOptions {
  readonly service?: string
}

interface Answer {
  readonly items: readonly ServiceLogLevel[]
}

const path = '/api/v1/log-level'

/** `promptbin log-level`: what is logged, and what is to be from now on. */
export function addLogLevel(program: Command, context: CommandContext): void {
  const names = [...context.services.map(({ name }) => name), 'supervisor']
  program
    .command('log-level')
    .description('tell what is logged, or change it at once; a reload takes that back')
    .addArgument(new Argument('[level]', 'the least severe lines').choices(LOG_LEVELS))
    .addOption(new Option('--service <service>', 'only of this one').choices(names))
    .addHelpText('after', example('promptbin log-level debug --service mcp-gateway'))
    .action(async (level: string | undefined, _options, command: Command) => {
      await logLevel(level, command.optsWithGlobals<Options>(), context)
      context.exitCode = exitCodes.ok
    })
}

async function logLevel(
  level: string | undefined,
  { service, ...options }: Options,
  { terminal: { stdout } }: CommandContext,
): Promise<void> {
  const found = await findRunning(options)
  const wish = { level, ...(service !== undefined && { service }) }
  const answer = (
    level === undefined
      ? await inquire(found, path)
      : await askServiceForJson(found.description.supervisor.url, path, wish, {
          method: 'PUT',
          headers: found.headers,
        })
  ) as Answer
  stdout.write(`${options.json ? JSON.stringify(answer) : tableOf(answer)}\n`)
}

function tableOf({ items }: Answer): string {
  const rows = alignColumns(
    items.map(({ service, level, configured }) => [
      service,
      level,
      level === configured ? '' : `until a reload; configured is ${configured}`,
    ]),
  )
  return rows.join('\n')
}
