import { stripControls } from '@promptbin/logging'
import { type AuditOutcome, auditOutcomes } from '@promptbin/security'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { SourcedRecord } from '../../audit/both/audit-source.ts'
import { listBoth } from '../../audit/both/list-both.ts'
import { alignColumns } from '../../terminal/align-columns.ts'
import { readPast } from '../../terminal/expiry.ts'
import { type CommandContext, example, type GlobalOptions } from '../command-line.ts'
import { withSources } from './with-sources.ts'

interface ListOptions extends GlobalOptions {
  readonly actor?: string
  readonly action?: string
  readonly target?: string
  readonly outcome?: AuditOutcome
  readonly since?: number
  readonly until?: number
  readonly cursor?: string
  readonly limit: number
}

const maxLimit = 500

/** `promptbin audit list` */
export function addAuditList(audit: Command, context: CommandContext): void {
  const time = (text: string) => readPast(text, Date.now())
  audit
    .command('list')
    .description('list what was done, the newest first')
    .option('--actor <id>', 'only what this person or program did')
    .option('--action <action>', 'only this: token.create, service.restart')
    .option('--target <name>', 'only what was done to this')
    .addOption(new Option('--outcome <outcome>', 'only what came of it').choices(auditOutcomes))
    .option('--since <when>', 'only of this time or later: 7d, 2026-11-22', time)
    .option('--until <when>', 'only before this time', time)
    .option('--cursor <cursor>', 'the nextCursor of the page before')
    .option('--limit <records>', 'at most so many', readLimit, 50)
    .addHelpText('after', example('promptbin audit list --action token.create --since 7d'))
    .action(async (_options, command: Command) => {
      await list(command.optsWithGlobals<ListOptions>(), context)
    })
}

async function list(options: ListOptions, context: CommandContext): Promise<void> {
  const { actor, action, target, outcome, since, until, cursor, limit } = options
  const filter = { actor, action, target, outcome, sinceMs: since, untilMs: until }
  const page = await withSources(options, context, (sources) =>
    listBoth(sources, { ...filter, cursor, limit }),
  )
  const { stdout, stderr } = context.terminal
  if (options.json) stdout.write(`${JSON.stringify(page)}\n`)
  else stdout.write(tableOf(page.items))
  if (!options.json && page.nextCursor !== null) {
    stderr.write(`There are more: --cursor ${page.nextCursor}\n`)
  }
  for (const problem of page.problems) stderr.write(`${problem}\n`)
}

function readLimit(text: string): number {
  const limit = Number(text)
  if (Number.isInteger(limit) && limit >= 1 && limit <= maxLimit) return limit
  throw new InvalidArgumentError(`It has to be a number from 1 to ${maxLimit}.`)
}

const titles = ['TIME', 'NO.', 'WHO', 'BY', 'WHAT', 'TO', 'OUTCOME']

function tableOf(records: readonly SourcedRecord[]): string {
  if (records.length === 0) return 'There are no such records.\n'
  return `${alignColumns([titles, ...records.map(toRow)]).join('\n')}\n`
}

/** The two chains have numbers of their own. */
function toRow(record: SourcedRecord): readonly string[] {
  const { at, source, seq, actor, face, action, target, outcome } = record
  const number = `${source === 'library' ? 'L' : 'S'}${seq}`
  return [at, number, actor, face, action, target, outcome].map(stripControls)
}
