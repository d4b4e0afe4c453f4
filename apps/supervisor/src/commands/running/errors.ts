import { type Command, InvalidArgumentError, Option } from 'commander'
import type { GroupItem } from '../../errors-stream/describe-group.ts'
import { type GroupState, groupStates } from '../../errors-stream/groups/judge-trend.ts'
import { durationText } from '../../terminal/duration-text.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { type CommandContext, example, type GlobalOptions } from '../command-line.ts'
import { findRunning, inquire } from './running-instance.ts'

interface Options extends GlobalOptions {
  readonly since?: Date
  readonly service?: string
  readonly state?: readonly GroupState[]
  readonly limit: number
}

interface ErrorsPage {
  readonly items: readonly GroupItem[]
  readonly total: number
}

/** `promptbin errors`: which kinds of errors there were, and whether they become more. */
export function addErrors(program: Command, context: CommandContext): void {
  const names = [...context.services.map(({ name }) => name), 'supervisor']
  program
    .command('errors')
    .description('tell which kinds of errors there were, those seen last first')
    .option(
      '--since <time>',
      'only those seen since: 30m, 12h, 7d, or a time in ISO 8601',
      readSince,
    )
    .addOption(new Option('--service <service>', 'only of this one').choices(names))
    .addOption(new Option('--state <state...>', 'only such').choices(groupStates))
    .option('--limit <count>', 'how many at most', readLimit, 50)
    .addHelpText(
      'after',
      `${example('promptbin errors --since 1h --state new rising')}${'\n'}  $ promptbin errors --json`,
    )
    .action(async (_options, command: Command) => {
      await errors(command.optsWithGlobals<Options>(), context)
      context.exitCode = exitCodes.ok
    })
}

async function errors(options: Options, { terminal: { stdout } }: CommandContext): Promise<void> {
  const { since, service, state = [], limit, json } = options
  const query = new URLSearchParams({ limit: String(limit) })
  if (since !== undefined) query.set('since', since.toISOString())
  if (service !== undefined) query.set('service', service)
  for (const one of state) query.append('state', one)
  const page = (await inquire(await findRunning(options), `/api/v1/errors?${query}`)) as ErrorsPage
  stdout.write(json ? `${JSON.stringify(page)}\n` : `${errorsText(page, Date.now())}\n`)
}

function errorsText({ items, total }: ErrorsPage, nowMs: number): string {
  if (items.length === 0) return 'There was no error.'
  const more = total > items.length ? [`${total - items.length} more; --limit shows them.`] : []
  return [...items.map((item) => groupText(item, nowMs)), ...more].join('\n\n')
}

/** One kind of error in some lines: what, how often and where, and how to see more. */
function groupText(item: GroupItem, nowMs: number): string {
  const { state, count, code, type, message, fingerprint, requestId, trend } = item
  const ago = (time: string) => durationText(Math.max(0, (nowMs - Date.parse(time)) / 1000))
  const services = item.services.map((one) => `${one.service} ${one.count}`).join(', ')
  const { nowPerMinute, beforePerMinute } = trend
  return [
    `${state.toUpperCase()}  ${code ?? type}: ${message}`,
    `  ${count === 1 ? 'once' : `${count} times`} (${services}), first ${ago(item.firstSeen)} ago, last ${ago(item.lastSeen)} ago`,
    `  ${nowPerMinute} a minute now, ${beforePerMinute} before  ·  ${fingerprint}`,
    ...(requestId === null ? [] : [`  promptbin logs --request ${requestId}`]),
  ].join('\n')
}

const unitsMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

function readSince(text: string): Date {
  const [, number, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  const at =
    number === undefined
      ? Date.parse(text)
      : Date.now() - Number(number) * unitsMs[unit as keyof typeof unitsMs]
  if (Number.isFinite(at)) return new Date(at)
  throw new InvalidArgumentError('It has to be like 30m, 12h, 7d or 2026-11-22T12:00:00Z.')
}

function readLimit(text: string): number {
  const count = Number(text)
  if (/^\d{1,3}$/.test(text) && count >= 1 && count <= 300) return count
  throw new InvalidArgumentError('It has to be a whole number from 1 to 300.')
}
