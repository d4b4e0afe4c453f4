import { join } from 'node:path'
import { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import { PROFILE_KINDS, type ProfileKind } from '@promptbin/ipc'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { askService } from '../../http/ask-service.ts'
import { locateDataFolder } from '../../instance/data-folder.ts'
import type { FoundInstance } from '../../instance/find-instance.ts'
import { saveAnswer } from '../../library/save-answer.ts'
import { serviceNotReady } from '../../profiling/errors.ts'
import { fileNameOf, maxProfileSeconds, type ProfileItem } from '../../profiling/profile.ts'
import { profilesIn } from '../../profiling/profile-folder.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { createProgress } from '../../terminal/progress.ts'
import type { Terminal } from '../../terminal/terminal.ts'
import { type CommandContext, configToFind, example, type GlobalOptions } from '../command-line.ts'
import { findRunning } from './running-instance.ts'

interface Options extends GlobalOptions {
  readonly kind: ProfileKind
  readonly seconds: number
  readonly output?: string
}

/** How often the progress is drawn. */
const drawMs = 100

const ownerOnly = 0o600

/** `promptbin profile`: what a running process spends its time or its memory on. */
export function addProfile(program: Command, context: CommandContext): void {
  program
    .command('profile')
    .description(
      'record what a running process spends its time or memory on; needs monitoring.enable_profiling',
    )
    .argument('<process>', 'a service (its first worker), or the number of a process')
    .addOption(new Option('--kind <kind>', 'of profile').choices(PROFILE_KINDS).default('cpu'))
    .option(
      '--seconds <seconds>',
      `how long to record, 1 to ${maxProfileSeconds}; a snapshot has no time`,
      readSeconds,
      10,
    )
    .option('--out, --output <file>', 'also write it there, for you alone')
    .addHelpText('after', example('promptbin profile prompt-web --seconds 30'))
    .action(async (target: string, _options, command: Command) => {
      await profile(target, command.optsWithGlobals<Options>(), context)
      context.exitCode = exitCodes.ok
    })
}

function readSeconds(text: string): number {
  const seconds = Number(text)
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= maxProfileSeconds) return seconds
  throw new InvalidArgumentError(`It has to be a whole number from 1 to ${maxProfileSeconds}.`)
}

async function profile(
  target: string,
  options: Options,
  { terminal }: CommandContext,
): Promise<void> {
  const found = await findRunning(options)
  const { url } = found.description.supervisor
  const item = await showingProgress(options, terminal, () =>
    askForProfile(found, processIdOf(target, found), options),
  )
  const file = (await saveIfAsked(found, item, options.output)) ?? keptFile(item, options)
  terminal.stdout.write(
    options.json ? `${JSON.stringify({ ...item, file })}\n` : profileText(item, file, url),
  )
}

/** Throws `PB_PROFILE_SERVICE_NOT_READY`. */
function processIdOf(target: string, { processes }: FoundInstance): number {
  if (/^\d{1,15}$/.test(target)) return Number(target)
  const first = processes.find(({ service, state }) => service === target && state === 'ready')
  if (first === undefined || target === 'supervisor') throw serviceNotReady(target)
  return first.processId
}

/** Throws the problem that the supervisor answers with. */
async function askForProfile(
  { description, headers }: FoundInstance,
  processId: number,
  { kind, seconds }: Options,
): Promise<ProfileItem> {
  const path = `/api/v1/processes/${processId}/profiles`
  const answer = await askService(description.supervisor.url, path, {
    method: 'POST',
    headers,
    contentType: 'application/json',
    body: Readable.from([JSON.stringify({ kind, seconds })]),
  })
  return (await json(answer)) as ProfileItem
}

/** Where the supervisor keeps it, which is on this machine. */
function keptFile(item: ProfileItem, options: GlobalOptions): string {
  const { stateFolder } = locateDataFolder(configToFind(options).dataDir)
  return join(profilesIn(stateFolder), fileNameOf(item))
}

async function saveIfAsked(
  { description, headers }: FoundInstance,
  item: ProfileItem,
  output: string | undefined,
): Promise<string | undefined> {
  if (output === undefined) return undefined
  const { url } = description.supervisor
  const answer = await askService(url, item.url, { method: 'GET', headers })
  return (await saveAnswer(answer, output, ownerOnly)).file
}

/** A person sees how long it still takes; a program is not disturbed. */
async function showingProgress<Result>(
  { seconds, kind, json: isForProgram }: Options,
  { stderr }: Terminal,
  work: () => Promise<Result>,
): Promise<Result> {
  if (isForProgram || !stderr.isTTY || kind === 'heap-snapshot') return work()
  const progress = createProgress(stderr, 'Recording')
  const startedAt = performance.now()
  const draw = () => progress.show(Math.min(1, (performance.now() - startedAt) / 1000 / seconds))
  const timer = setInterval(draw, drawMs)
  draw()
  try {
    return await work()
  } finally {
    clearInterval(timer)
    progress.end()
  }
}

function profileText(item: ProfileItem, file: string, url: string): string {
  const { service, processId, flameUrl, warning } = item
  return [
    `${service}, process ${processId}: ${file}`,
    flameUrl === null
      ? 'Open it in the Memory panel of Chrome DevTools.'
      : `Flame graph: ${new URL(flameUrl, url)}`,
    ...(warning === null ? [] : [warning]),
    '',
  ].join('\n')
}
