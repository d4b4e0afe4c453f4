import type { Command } from 'commander'
import { type BothVerdict, verifyBoth } from '../../audit/both/verify-both.ts'
import { checkExport } from '../../audit/export/check-export.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { type CommandContext, example, type GlobalOptions, optionsOf } from '../command-line.ts'
import { withSources } from './with-sources.ts'

/** `promptbin audit verify` */
export function addAuditVerify(audit: Command, context: CommandContext): void {
  audit
    .command('verify')
    .description(
      'check that no record was altered, dropped, inserted or moved, and name the first; exit 3 if one was',
    )
    .argument('[file]', 'an export, which needs nothing else; what is kept here unless told')
    .addHelpText('after', example('promptbin audit verify audit.jsonl'))
    .action(async (file: string | undefined, _options, command: Command) => {
      await verify(file, optionsOf(command), context)
    })
}

async function verify(
  file: string | undefined,
  options: GlobalOptions,
  context: CommandContext,
): Promise<void> {
  const verdict =
    file === undefined ? await withSources(options, context, verifyBoth) : await checkExport(file)
  const { stdout } = context.terminal
  stdout.write(options.json ? `${JSON.stringify(verdict)}\n` : describe(verdict))
  context.exitCode = verdict.valid ? exitCodes.ok : exitCodes.unhealthy
}

function describe({ sources, problems }: BothVerdict): string {
  const lines = sources.map(({ source, valid, records, head, reason }) =>
    valid
      ? `${source}: all ${records} records are in order; the last is ${head.seq}, ${head.hash}`
      : `${source}: ${records} records are in order, then: ${reason}`,
  )
  return `${[...lines, ...problems].join('\n')}\n`
}
