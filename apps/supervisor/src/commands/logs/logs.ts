import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { parseDuration } from '@promptbin/config'
import { LOG_LEVELS, type LogLevel, prettyLine } from '@promptbin/logging'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { locateDataFolder } from '../../instance/data-folder.ts'
import { readFiles } from '../../log/reading/read-files.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { type CommandContext, configToFind, example, type GlobalOptions } from '../command-line.ts'

interface Options extends GlobalOptions {
  readonly follow?: boolean
  readonly service?: string
  readonly level?: LogLevel
  readonly request?: string
  /** In ms since 1970. */
  readonly since?: number
  readonly limit?: number
}

const defaultLimit = 100
const mostLines = 1_000_000

/** `promptbin logs`: what was logged, by a running or a stopped PromptBin, and with `-f` what is. */
export function addLogs(program: Command, context: CommandContext): void {
  const names = [...context.services.map(({ name }) => name), 'supervisor']
  program
    .command('logs')
    .description('show the log of all services, the newest line last; PromptBin need not run')
    .option('-f, --follow', 'go on with what is logged, until Ctrl-C')
    .addOption(new Option('--service <service>', 'only of this one').choices(names))
    .addOption(new Option('--level <level>', 'only lines at least so severe').choices(LOG_LEVELS))
    .option('--request <id>', 'only of the request, or the trace, with this id')
    .option('--since <time>', 'only since then: 10m, 2h, 1d or 2026-11-22T12:00:00Z', readSince)
    .option(
      '--limit <count>',
      `how many of the last; unless told ${defaultLimit}, and all with --since or --request`,
      readLimit,
    )
    .addHelpText('after', example('promptbin logs -f --level warn'))
    .addHelpText('after', '  $ promptbin logs --since 10m --service mcp-gateway --json')
    .action(async (_options, command: Command) => {
      await logs(command.optsWithGlobals<Options>(), context)
      context.exitCode = exitCodes.ok
    })
}

async function logs(
  options: Options,
  { terminal: { stdout, stderr } }: CommandContext,
): Promise<void> {
  const { since: fromMs, follow = false, json, service, level, request } = options
  const isNarrow = fromMs !== undefined || request !== undefined
  const ended = new AbortController()
  stdout.once('close', () => ended.abort())
  stdout.once('error', () => ended.abort())
  const folder = locateDataFolder(configToFind(options).dataDir).logFolder
  const lines = readFiles({
    folder,
    ...{ service, level, request, fromMs, follow },
    limit: options.limit ?? (isNarrow ? undefined : defaultLimit),
    signal: ended.signal,
  })
  let isEmpty = true
  for await (const line of lines) {
    if (ended.signal.aborted) return
    isEmpty = false
    await write(stdout, `${json ? line : prettyLine(line)}\n`, ended.signal)
  }
  // To a person silence is no answer; a program has none.
  if (isEmpty && !json) stderr.write(`No line of the log in ${folder} is like that.\n`)
  // The process ends with this, also while a pipe still has the last lines before it.
  const { promise, resolve } = Promise.withResolvers<void>()
  stdout.write('', () => resolve())
  await promise
}

/** No faster than it is read: a log can be longer than the memory. */
async function write(stdout: Writable, text: string, signal: AbortSignal): Promise<void> {
  if (!stdout.write(text)) await once(stdout, 'drain', { signal }).catch(() => {})
}

function readSince(text: string): number {
  const agoMs = parseDuration(text)
  if (agoMs !== undefined) return Date.now() - agoMs
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(time)) return time
  throw new InvalidArgumentError(
    'It has to be a time such as 2026-11-22T12:00:00Z, or how long ago.',
  )
}

function readLimit(text: string): number {
  const count = Number(text)
  if (/^\d{1,7}$/.test(text) && count >= 1 && count <= mostLines) return count
  throw new InvalidArgumentError(`It has to be a whole number from 1 to ${mostLines}.`)
}
