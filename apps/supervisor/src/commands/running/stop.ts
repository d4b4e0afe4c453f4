import { setTimeout as delay } from 'node:timers/promises'
import type { Command } from 'commander'
import { stillStopping } from '../../errors.ts'
import { locateDataFolder } from '../../instance/data-folder.ts'
import { acquireInstanceLock } from '../../instance/instance-lock.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { type CommandContext, configToFind, example, type GlobalOptions } from '../command-line.ts'
import { confirm } from '../operations/confirm.ts'
import { yesOption } from '../operations/yes-option.ts'
import { findRunning, order } from './running-instance.ts'

interface Options extends GlobalOptions {
  readonly yes?: boolean
}

/** Beyond the time that requests get: what is not ended by then is killed within it. */
const marginMs = 10_000
const pollMs = 50

/** `promptbin stop`: ends the instance in order and waits for its end; exit 4 when none runs. */
export function addStop(program: Command, context: CommandContext): void {
  program
    .command('stop')
    .description('end the PromptBin that runs on the data folder, in order, and wait for its end')
    .addOption(yesOption())
    .addHelpText('after', example('promptbin stop'))
    .action(async (_options, command: Command) => {
      await stop(command.optsWithGlobals<Options>(), context)
      context.exitCode = exitCodes.ok
    })
}

async function stop(options: Options, { terminal }: CommandContext): Promise<void> {
  const { stdout } = terminal
  const found = await findRunning(options)
  await confirm({ title: 'Shut PromptBin down', word: 'stop', yes: options.yes === true }, terminal)
  const { pid } = found.description
  await order(found, '/api/v1/shutdown')
  const { dataDir, operations } = configToFind(options)
  const giveUpAt = performance.now() + operations.gracefulShutdownTimeoutMs + marginMs
  while (!isFree(dataDir)) {
    if (performance.now() > giveUpAt) throw stillStopping(pid)
    await delay(pollMs)
  }
  stdout.write(
    options.json
      ? `${JSON.stringify({ stopped: pid })}\n`
      : `PromptBin (pid ${pid}) has stopped.\n`,
  )
}

/** The lock is the last that an instance gives back. */
function isFree(dataDir: string): boolean {
  const lock = acquireInstanceLock(locateDataFolder(dataDir).lockFile)
  lock?.release()
  return lock !== undefined
}
