import { parseReference, type Rendering } from '@promptbin/prompts'
import { type Command, InvalidArgumentError } from 'commander'
import { referenceInvalid } from '../../errors.ts'
import { askServiceForJson } from '../../http/ask-service.ts'
import { withLibrary } from '../../library/with-library.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { type CommandContext, example, type GlobalOptions } from '../command-line.ts'

type Values = Readonly<Record<string, string>>

interface Options extends GlobalOptions {
  readonly argument: Values
}

/** `promptbin render`: a prompt's text with its variables filled in; exit 1 when a value is missing or wrong. */
export function addRender(program: Command, context: CommandContext): void {
  program
    .command('render')
    .description('write the text of a prompt to stdout, with its variables filled in')
    .argument('<prompt>', 'name, name@version or name@label; production, else the newest')
    .option('--argument <name=value>', 'a value; may be given several times', addValue, {})
    .addHelpText('after', example('promptbin render summary@staging --argument topic=tides'))
    .action(async (reference: string, _options, command: Command) => {
      context.exitCode = await renderPrompt(reference, command.optsWithGlobals<Options>(), context)
    })
}

/** Adds one `name=value` to those before. */
function addValue(given: string, before: Values): Values {
  const end = given.indexOf('=')
  if (end < 1) throw new InvalidArgumentError('It has to be name=value.')
  return Object.fromEntries([
    ...Object.entries(before),
    [given.slice(0, end), given.slice(end + 1)],
  ])
}

async function renderPrompt(
  reference: string,
  options: Options,
  context: CommandContext,
): Promise<number> {
  const parsed = parseReference(reference)
  if (parsed === undefined) throw referenceInvalid(reference)
  const { name, ...selector } = parsed
  const body = { ...selector, arguments: options.argument }
  const rendering = (await withLibrary(options, context, {
    run: (webUrl, headers) =>
      askServiceForJson(webUrl, `/api/v1/prompts/${name}/render`, body, { headers }),
  })) as Rendering
  const { stdout, stderr } = context.terminal
  stdout.write(`${options.json ? JSON.stringify(rendering) : rendering.text}\n`)
  const complaints = [
    ...rendering.missing.map((missing) => `${missing}: has no value`),
    ...rendering.invalid.map((wrong) => `${wrong.name}: ${wrong.message}`),
  ]
  for (const complaint of complaints) stderr.write(`${complaint}\n`)
  return complaints.length === 0 ? exitCodes.ok : exitCodes.failed
}
