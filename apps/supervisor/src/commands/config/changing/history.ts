import { type OutputOf, operations } from '@promptbin/operations'
import type { Command } from 'commander'
import { alignColumns } from '../../../terminal/align-columns.ts'
import { exitCodes } from '../../../terminal/exit-codes.ts'
import { type CommandContext, example, optionsOf } from '../../command-line.ts'
import { askOperation } from '../../operations/ask-operation.ts'
import { findRunning } from '../../running/running-instance.ts'
import { valueText } from '../setting-text.ts'

type History = OutputOf<'config_history'>

/** `promptbin config history`: who changed what and when, the newest first. */
export function addHistory(config: Command, context: CommandContext): void {
  config
    .command('history')
    .description('tell which configurations were in force, who made each, and what was different')
    .addHelpText('after', example('promptbin config history'))
    .action(async (_options, command: Command) => {
      const options = optionsOf(command)
      const found = await findRunning(options)
      const answer: unknown = await askOperation(found, operations.config_history, {})
      const text = options.json ? JSON.stringify(answer) : historyText(answer as History)
      context.terminal.stdout.write(`${text}\n`)
      context.exitCode = exitCodes.ok
    })
}

function historyText({ generation, items }: History): string {
  return items
    .map((item) => {
      const mark = item.generation === generation ? '  in force' : ''
      const about = `${item.action} by ${item.by} (${item.face})`
      const rows = item.changed.map(({ key, from, to }) => [
        `    ${key}`,
        `${valueText(from)} → ${valueText(to)}`,
      ])
      return [`${item.generation}  ${item.at}  ${about}${mark}`, ...alignColumns(rows)].join('\n')
    })
    .join('\n')
}
