import type { TextChange } from '@promptbin/config'
import { operations } from '@promptbin/operations'
import { type Command, InvalidArgumentError } from 'commander'
import type { ChangeOutcome } from '../../../configuration/change-outcome.ts'
import { locateDataFolder } from '../../../instance/data-folder.ts'
import { type FoundInstance, findInstance } from '../../../instance/find-instance.ts'
import { askYes, canAsk } from '../../../terminal/ask-yes.ts'
import { exitCodes } from '../../../terminal/exit-codes.ts'
import {
  type CommandContext,
  configToFind,
  example,
  type GlobalOptions,
} from '../../command-line.ts'
import { notConfirmed } from '../../errors.ts'
import { askOperation } from '../../operations/ask-operation.ts'
import { yesOption } from '../../operations/yes-option.ts'
import { outcomeText } from './outcome-text.ts'
import { setInFile } from './set-in-file.ts'

interface Options extends GlobalOptions {
  readonly unset?: readonly string[]
  readonly dryRun?: boolean
  readonly atNextStart?: boolean
  readonly ifMatch?: number
  readonly yes?: boolean
}

/** `promptbin config set`: changes settings of what runs, else of the file. */
export function addSet(config: Command, context: CommandContext): void {
  config
    .command('set')
    .description('change settings: of the instance that runs and its file, else of the file alone')
    .argument('[key value...]', 'pairs, such as logging.level debug web.workers 2')
    .option('--unset <key...>', 'settings that the file is not to name any more')
    .option('--dry-run', 'only tell what would come of it')
    .option('--at-next-start', 'also settings that count only from a start on')
    .option(
      '--if-match <generation>',
      'only if this generation is in force, as "promptbin config history" tells it',
      readGeneration,
    )
    .addOption(yesOption())
    .addHelpText(
      'after',
      `${example('promptbin config set logging.level debug')}
  $ promptbin config set web.workers 2 web.max_connections 500 --dry-run
  $ promptbin config set --unset logging.level

All of it is checked as a whole and is in force everywhere or nowhere. Comments of the file stay.`,
    )
    .action(async (words: readonly string[], _options, command: Command) => {
      const options = command.optsWithGlobals<Options>()
      const fault = usageFault(words, options)
      if (fault !== undefined) command.error(`error: ${fault}`)
      await set(words, options, context)
      context.exitCode = exitCodes.ok
    })
}

async function set(
  words: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<void> {
  const { stdout } = context.terminal
  const change = { set: readPairs(words), unset: options.unset ?? [] }
  const found = await findInstance(locateDataFolder(configToFind(options).dataDir))
  if (found === undefined) {
    const outcome = await setInFile(change, options)
    const told = options.dryRun ? 'It can be written to' : 'It was written to'
    const text = `${told} ${outcome.file}; nothing runs that could go by it.`
    stdout.write(`${options.json ? JSON.stringify(outcome) : text}\n`)
    return
  }
  await ask(found, change, { options, context })
  const outcome = await update(found, change, options)
  stdout.write(`${options.json ? JSON.stringify(outcome) : outcomeText(outcome)}\n`)
}

/** Shows a person what would come of it first, and goes on only with a yes. */
async function ask(
  found: FoundInstance,
  change: TextChange,
  {
    options,
    context: { terminal },
  }: { readonly options: Options; readonly context: CommandContext },
): Promise<void> {
  if (options.yes || options.dryRun || options.json || !canAsk(terminal)) return
  const outcome = await update(found, change, { ...options, dryRun: true })
  terminal.stderr.write(`${outcomeText(outcome)}\n`)
  if (!(await askYes(terminal, 'Do it?'))) throw notConfirmed('Change the configuration')
}

async function update(
  found: FoundInstance,
  { set, unset }: TextChange,
  { dryRun = false, atNextStart = false, ifMatch }: Options,
): Promise<ChangeOutcome> {
  const input = {
    set,
    unset,
    dry_run: dryRun,
    at_next_start: atNextStart,
    ...(ifMatch !== undefined && { if_match: ifMatch }),
  }
  const answer: unknown = await askOperation(found, operations.update_config, input)
  return answer as ChangeOutcome
}

/** What is wrong with the words themselves; undefined when nothing is. */
function usageFault(words: readonly string[], { unset = [] }: Options): string | undefined {
  if (words.length % 2 === 1)
    return `${words.at(-1)} has no value; it has to be a key and its value`
  return words.length + unset.length === 0 ? 'a key and its value is needed, or --unset' : undefined
}

/** Values as a file has them: a number, true or false, a list and a map in JSON, else the text. */
function readPairs(words: readonly string[]): Readonly<Record<string, unknown>> {
  const keys = words.filter((_, index) => index % 2 === 0)
  return Object.fromEntries(keys.map((key, index) => [key, readValue(words[2 * index + 1] ?? '')]))
}

function readValue(text: string): unknown {
  if (!/^(true|false|-?\d+(\.\d+)?|[[{].*)$/s.test(text)) return text
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/** The number of a generation. */
export function readGeneration(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It has to be the number of a generation.')
}
