import { type FailpointDescription, failpoints, failpointsOff } from '@promptbin/failpoints'
import type { Command } from 'commander'
import { alignColumns } from '../terminal/align-columns.ts'
import { exitCodes } from '../terminal/exit-codes.ts'
import { type CommandContext, example, optionsOf, readConfig } from './command-line.ts'

const usage = `
What each does is asked for by PROMPTBIN_FAILPOINTS, as [process/]name=action[%percent], parted by
semicolons. Actions: throw(ENOSPC), throw(778) as SQLite, delay(50) in milliseconds, exit(137), abort,
and partial-write where bytes are written. "once=<folder>" lets each act only once, "seed=<number>"
chooses which of the times that a percentage leaves open.
`

/** `promptbin failpoints`: the places at which tests can let a process fail; never in production. */
export function addFailpoints(program: Command, context: CommandContext): void {
  program
    .command('failpoints')
    .description('list the places at which tests can let a process fail; in development only')
    .addHelpText('after', `${usage}${example('promptbin failpoints --json')}`)
    .action((_options, command: Command) => {
      const options = optionsOf(command)
      if (readConfig(options).mode === 'production') throw failpointsOff()
      context.terminal.stdout.write(options.json ? asJson() : asTable())
      context.exitCode = exitCodes.ok
    })
}

const described: readonly (readonly [string, FailpointDescription])[] = Object.entries(failpoints)

function asJson(): string {
  const items = described.map(([name, { moment, writes = false }]) => ({ name, moment, writes }))
  return `${JSON.stringify({ items })}\n`
}

function asTable(): string {
  const rows = described.map(([name, { moment, writes }]) => [
    name,
    writes ? `${moment}; partial-write` : moment,
  ])
  return `${alignColumns([['NAME', 'WHEN'], ...rows]).join('\n')}\n`
}
