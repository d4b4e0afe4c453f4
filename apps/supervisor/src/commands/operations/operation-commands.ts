import { type Operation, operationNames, operationOf } from '@promptbin/operations'
import type { Command } from 'commander'
import { answerText } from '../../terminal/answer-text.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import type { CommandContext, GlobalOptions } from '../command-line.ts'
import { findRunning } from '../running/running-instance.ts'
import { askOperation } from './ask-operation.ts'
import { confirm } from './confirm.ts'
import { argumentFor, inputOf, optionsFor } from './input-options.ts'
import { yesOption } from './yes-option.ts'

/** What stands over several commands. */
const groups: Readonly<Record<string, string>> = {
  service: 'start or stop one service; stopped on purpose it stays stopped',
  maintenance: 'reads only, for as long as somebody works on PromptBin',
  error: 'look at one kind of error',
  metrics: 'what was measured, over time',
  profiles: 'recordings of what processes compute and allocate',
  library: 'whether the library is as it was written',
  reports: 'archives of all that helps to find a fault',
  config: 'the configuration, and its changes',
  token: 'keys with which programs ask',
  webhook: 'others that are told of what happens here',
  audit: 'who did what',
}

/** A command of the registry: the words that reach it, and its arguments. */
interface CommandForm {
  readonly words: readonly string[]
  /** Names of fields of the input. */
  readonly fields: readonly string[]
}

/** How an operation is written on the command line: `scale <service> <workers>`. */
export function readForm({ command }: Pick<Operation, 'command'>): CommandForm {
  const parts = command.split(' ')
  return {
    words: parts.filter((part) => /^[a-z]/.test(part)),
    fields: parts.flatMap((part) => /^<(\w+)>$/.exec(part)?.[1] ?? []),
  }
}

/**
 * Adds a command for each operation that has none yet: those that were made by hand show more, so they
 * are added first. `wanted` are the first words of those that are meant; all unless told.
 */
export function addOperations(
  program: Command,
  context: CommandContext,
  wanted?: ReadonlySet<string>,
): void {
  for (const name of operationNames) {
    const operation = operationOf(name)
    const [first = ''] = readForm(operation).words
    if (wanted === undefined || wanted.has(first)) addOperation(program, operation, context)
  }
}

function addOperation(program: Command, operation: Operation, context: CommandContext): void {
  const { words, fields } = readForm(operation)
  const [last = '', parents] = [words.at(-1), words.slice(0, -1)]
  const parent = parents.reduce((above, word) => find(above, word) ?? group(above, word), program)
  if (find(parent, last)) return
  const command = parent
    .command(last)
    .summary(asListed(operation.title))
    .description(operation.description)
  for (const field of fields) command.addArgument(argumentFor(operation, field))
  for (const option of optionsFor(operation, fields)) command.addOption(option)
  if (operation.effect === 'disrupt') command.addOption(yesOption())
  command.addHelpText('after', examplesOf(operation)).action(async () => {
    await run(operation, { command, fields }, context)
    context.exitCode = exitCodes.ok
  })
}

/** A title as the help lists commands, which begin with a small letter. */
function asListed(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1)
}

function find(parent: Command, word: string): Command | undefined {
  return parent.commands.find((command) => command.name() === word)
}

function group(parent: Command, word: string): Command {
  return parent.command(word).description(groups[word] ?? `what is about ${word}`)
}

function examplesOf({ examples }: Operation): string {
  return [
    '',
    examples.length === 1 ? 'Example:' : 'Examples:',
    ...examples.map((line) => `  $ ${line}`),
  ].join('\n')
}

async function run(
  operation: Operation,
  { command, fields }: { readonly command: Command; readonly fields: readonly string[] },
  { terminal }: CommandContext,
): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions & { readonly yes?: boolean }>()
  const named = Object.fromEntries(
    fields.map((field, index) => [field, command.processedArgs[index]]),
  )
  const input = inputOf(operation, { ...options, ...named })
  const found = await findRunning(options)
  if (operation.effect === 'disrupt' && input['dry_run'] !== true) {
    const [subject] = Object.values(named)
    const word = String(subject ?? operation.command.split(' ')[0])
    await confirm({ title: operation.title, word, yes: options.yes === true }, terminal)
  }
  const answer = await askOperation(found, operation, input)
  terminal.stdout.write(
    options.json ? `${JSON.stringify(answer)}\n` : `${answerText(answer, operation.output)}\n`,
  )
}
