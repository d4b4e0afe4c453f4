import { setTimeout as delay } from 'node:timers/promises'
import { foreignVariables } from '@promptbin/config'
import type { Command } from 'commander'
import { canAsk } from '../terminal/ask-yes.ts'
import { exitCodes } from '../terminal/exit-codes.ts'
import { askTop } from '../terminal/top/ask-top.ts'
import { printTop } from '../terminal/top/draw-top.ts'
import { runTop } from '../terminal/top/run-top.ts'
import { type CommandContext, example, type GlobalOptions } from './command-line.ts'
import { findRunning, order } from './running/running-instance.ts'

interface Options extends GlobalOptions {
  readonly once?: boolean
}

/** Rates are differences: without a screen there are two looks, so far apart. */
const betweenLooksMs = 1000

/** `promptbin top`: what runs and what it does just now, at a glance. */
export function addTop(program: Command, context: CommandContext): void {
  program
    .command('top')
    .description('watch what runs: processor, memory, requests, errors, and what is wrong')
    .option('--once', 'print it once; so it does where no person reads')
    .addHelpText(
      'after',
      `${example('promptbin top')}\n  $ promptbin top --once\n  $ promptbin top --json`,
    )
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<Options>()
      const { terminal } = context
      const isWatched = terminal.stdout.isTTY === true && canAsk(terminal)
      if (options.once || options.json || !isWatched) await printOnce(options, context)
      else await watch(options, context)
      context.exitCode = exitCodes.ok
    })
}

async function printOnce(options: Options, { terminal }: CommandContext): Promise<void> {
  const found = await findRunning(options)
  const { counts } = await askTop(found)
  await delay(betweenLooksMs)
  const { snapshot } = await askTop(found, counts)
  terminal.stdout.write(options.json ? `${JSON.stringify(snapshot)}\n` : printTop(snapshot))
}

async function watch(options: Options, { terminal }: CommandContext): Promise<void> {
  let found = await findRunning(options)
  await runTop({
    terminal,
    colours: foreignVariables(['NO_COLOR']).NO_COLOR === undefined,
    look: async (before) => {
      try {
        return await askTop(found, before)
      } catch {
        // Another instance may have taken over, at another port.
        found = await findRunning(options)
        return askTop(found)
      }
    },
    reload: async (service) => {
      const path = service === null ? '/api/v1/reload' : `/api/v1/services/${service}/reload`
      await order(found, path)
    },
  })
}
