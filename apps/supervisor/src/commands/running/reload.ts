import type { Command } from 'commander'
import { durationText } from '../../terminal/duration-text.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { processTable } from '../../terminal/processes/process-table.ts'
import { type CommandContext, example, type GlobalOptions } from '../command-line.ts'
import { confirm } from '../operations/confirm.ts'
import { yesOption } from '../operations/yes-option.ts'
import { findRunning, order } from './running-instance.ts'
import { serviceArgument } from './service-argument.ts'

interface Options extends GlobalOptions {
  readonly yes?: boolean
}

/** What replaces processes, and how it is told. */
const wishes = {
  reload: {
    description:
      'replace the processes of a service, or of all, by new ones with the present code and configuration, without a pause',
    done: 'was reloaded',
  },
  restart: {
    description:
      'like reload, and forget earlier failures, so that a service that was given up comes back',
    done: 'was restarted',
  },
} as const

/** `promptbin reload`: new processes, no lost request. */
export function addReload(program: Command, context: CommandContext): void {
  addWish('reload', program, context)
}

/** `promptbin restart`: the same, and those that were given up once more. */
export function addRestart(program: Command, context: CommandContext): void {
  addWish('restart', program, context)
}

function addWish(wish: keyof typeof wishes, program: Command, context: CommandContext): void {
  const command = program
    .command(wish)
    .description(wishes[wish].description)
    .addArgument(serviceArgument('[service]', context))
    .addHelpText('after', example(`promptbin ${wish} mcp-gateway`))
    .action(async (service: string | undefined, _options, command: Command) => {
      const options = command.optsWithGlobals<Options>()
      await replace(wish, service, { options, context })
      context.exitCode = exitCodes.ok
    })
  if (wish === 'restart') command.addOption(yesOption())
}

async function replace(
  wish: keyof typeof wishes,
  service: string | undefined,
  { options, context }: { readonly options: Options; readonly context: CommandContext },
): Promise<void> {
  const { stdout } = context.terminal
  const found = await findRunning(options)
  const yes = wish === 'reload' || options.yes === true
  const title = `Restart ${service ?? 'all services'}`
  await confirm({ title, word: service ?? 'restart', yes }, context.terminal)
  const startedAt = performance.now()
  const path = service === undefined ? `/api/v1/${wish}` : `/api/v1/services/${service}/${wish}`
  const outcome = await order(found, path)
  if (options.json) {
    stdout.write(`${JSON.stringify(outcome)}\n`)
    return
  }
  const took = durationText((performance.now() - startedAt) / 1000)
  const what = service ?? 'Everything but the supervisor itself'
  stdout.write(`${what} ${wishes[wish].done} in ${took}.\n\n${processTable(outcome.items)}\n`)
}
