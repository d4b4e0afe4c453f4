import { type Command, InvalidArgumentError } from 'commander'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { processTable } from '../../terminal/processes/process-table.ts'
import { type CommandContext, example, type GlobalOptions, optionsOf } from '../command-line.ts'
import { findRunning, order } from './running-instance.ts'
import { serviceArgument } from './service-argument.ts'

/** `promptbin scale`: another number of workers, which is kept over restarts. */
export function addScale(program: Command, context: CommandContext): void {
  program
    .command('scale')
    .description('change how many workers a service has; it is kept until told otherwise')
    .addArgument(serviceArgument('<service>', context))
    .argument('<workers>', 'how many processes share the work', readCount)
    .addHelpText('after', example('promptbin scale prompt-web 2'))
    .action(async (service: string, workers: number, _options, command: Command) => {
      await scale({ service, workers }, optionsOf(command), context)
      context.exitCode = exitCodes.ok
    })
}

async function scale(
  { service, workers }: { readonly service: string; readonly workers: number },
  options: GlobalOptions,
  { terminal: { stdout } }: CommandContext,
): Promise<void> {
  const found = await findRunning(options)
  const outcome = await order(found, `/api/v1/services/${service}/scale`, { workers })
  const count = workers === 1 ? '1 worker' : `${workers} workers`
  stdout.write(
    options.json
      ? `${JSON.stringify(outcome)}\n`
      : `${service} has ${count} now.\n\n${processTable(outcome.items)}\n`,
  )
}

function readCount(text: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It has to be a whole number.')
}
