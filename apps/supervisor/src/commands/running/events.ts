import { createInterface } from 'node:readline'
import { eventTypes } from '@promptbin/operations'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { EventPage } from '../../history/event-log.ts'
import { askService } from '../../http/ask-service.ts'
import type { FoundInstance } from '../../instance/find-instance.ts'
import type { LifecycleEvent } from '../../supervision/lifecycle-event.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { eventLine } from '../../terminal/processes/event-line.ts'
import { type CommandContext, example, type GlobalOptions } from '../command-line.ts'
import { findRunning, inquire } from './running-instance.ts'

interface Options extends GlobalOptions {
  readonly follow?: boolean
  readonly limit: number
  readonly type?: readonly string[]
  readonly service?: string
}

const path = '/api/v1/events'

/** `promptbin events`: what happened to the processes, and with `-f` what happens. */
export function addEvents(program: Command, context: CommandContext): void {
  const names = [...context.services.map(({ name }) => name), 'supervisor']
  program
    .command('events')
    .description('tell what happened to the processes, the newest last')
    .option('-f, --follow', 'go on with what happens, until Ctrl-C or the end of PromptBin')
    .option('--limit <count>', 'how many of the last', readLimit, 20)
    .addOption(new Option('--type <type...>', 'only such').choices(eventTypes))
    .addOption(new Option('--service <service>', 'only of this one').choices(names))
    .addHelpText('after', example('promptbin events -f --type exited restart-decided'))
    .action(async (_options, command: Command) => {
      await events(command.optsWithGlobals<Options>(), context)
      context.exitCode = exitCodes.ok
    })
}

async function events(options: Options, { terminal: { stdout } }: CommandContext): Promise<void> {
  const tell = (event: LifecycleEvent) =>
    stdout.write(`${options.json ? JSON.stringify(event) : eventLine(event)}\n`)
  const found = await findRunning(options)
  const query = new URLSearchParams({ limit: String(options.limit) })
  for (const type of options.type ?? []) query.append('type', type)
  if (options.service !== undefined) query.set('service', options.service)

  const { items } = (await inquire(found, `${path}?${query}`)) as EventPage
  for (const event of items) tell(event)
  if (!options.follow) return
  for await (const event of follow(found, query, items.at(-1)?.seq)) tell(event)
}

/** Events as they come, until the instance ends the stream, or is gone. */
async function* follow(
  { description, headers }: FoundInstance,
  query: URLSearchParams,
  last = 0,
): AsyncGenerator<LifecycleEvent> {
  const answer = await askService(description.supervisor.url, `${path}?${query}`, {
    method: 'GET',
    headers: { ...headers, accept: 'text/event-stream', 'last-event-id': String(last) },
  })
  try {
    for await (const line of createInterface({ input: answer })) {
      if (line.startsWith('data: ')) yield JSON.parse(line.slice('data: '.length))
    }
  } catch {
    // It was killed; there is nothing more to tell.
  }
}

function readLimit(text: string): number {
  const count = Number(text)
  if (/^\d{1,4}$/.test(text) && count >= 1 && count <= 1000) return count
  throw new InvalidArgumentError('It has to be a whole number from 1 to 1000.')
}
