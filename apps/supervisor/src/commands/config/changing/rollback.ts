import { operations } from '@promptbin/operations'
import type { Command } from 'commander'
import type { ChangeOutcome } from '../../../configuration/change-outcome.ts'
import { exitCodes } from '../../../terminal/exit-codes.ts'
import { type CommandContext, example, type GlobalOptions } from '../../command-line.ts'
import { askOperation } from '../../operations/ask-operation.ts'
import { confirm } from '../../operations/confirm.ts'
import { yesOption } from '../../operations/yes-option.ts'
import { findRunning } from '../../running/running-instance.ts'
import { outcomeText } from './outcome-text.ts'
import { readGeneration } from './set.ts'

interface Options extends GlobalOptions {
  readonly dryRun?: boolean
  readonly atNextStart?: boolean
  readonly yes?: boolean
}

/** `promptbin config rollback`: an earlier configuration in force again, as a new generation. */
export function addRollback(config: Command, context: CommandContext): void {
  config
    .command('rollback')
    .description('put an earlier configuration in force again, as a new generation')
    .argument('<generation>', 'which one; "promptbin config history" lists them', readGeneration)
    .option('--dry-run', 'only tell what would come of it')
    .option('--at-next-start', 'also settings that count only from a start on')
    .addOption(yesOption())
    .addHelpText('after', example('promptbin config rollback 2'))
    .action(async (generation: number, _options, command: Command) => {
      const options = command.optsWithGlobals<Options>()
      await rollback(generation, options, context)
      context.exitCode = exitCodes.ok
    })
}

async function rollback(
  generation: number,
  options: Options,
  { terminal }: CommandContext,
): Promise<void> {
  const { dryRun = false, atNextStart = false } = options
  const found = await findRunning(options)
  const title = `Go back to generation ${generation} of the configuration`
  await confirm({ title, word: 'rollback', yes: options.yes === true || dryRun }, terminal)
  const input = { generation, dry_run: dryRun, at_next_start: atNextStart }
  const answer: unknown = await askOperation(found, operations.rollback_config, input)
  const text = options.json ? JSON.stringify(answer) : outcomeText(answer as ChangeOutcome)
  terminal.stdout.write(`${text}\n`)
}
