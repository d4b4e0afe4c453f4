import type { Writable } from 'node:stream'
import { exportFormats } from '@promptbin/prompt-formats'
import { type Command, Option } from 'commander'
import { askService } from '../../http/ask-service.ts'
import { saveAnswer } from '../../library/save-answer.ts'
import { withLibrary } from '../../library/with-library.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { type CommandContext, example, type GlobalOptions } from '../command-line.ts'

interface Options extends GlobalOptions {
  readonly format: string
  readonly output?: string
}

/** `promptbin export`: the library, or some prompts of it, into a file or to stdout. */
export function addExport(program: Command, context: CommandContext): void {
  program
    .command('export')
    .description(
      'export prompts: everything there is of them as JSON lines (with versions and labels), the text that clients get by default as a zip of .prompt files, or a table',
    )
    .argument('[names...]', 'prompts; all of them unless told')
    .addOption(
      new Option('--format <format>', 'of the file').choices(exportFormats).default('jsonl'),
    )
    .option('--output <file>', 'where to write it, "-" for stdout; a name is made unless told')
    .addHelpText('after', example('promptbin export --format dotprompt --output prompts.zip'))
    .action(async (names: readonly string[], _options, command: Command) => {
      await exportPrompts(names, command.optsWithGlobals<Options>(), context)
      context.exitCode = exitCodes.ok
    })
}

function exportPrompts(
  names: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<void> {
  const { stdout } = context.terminal
  const query = new URLSearchParams({ format: options.format })
  for (const name of names) query.append('name', name)
  return withLibrary(options, context, {
    run: async (webUrl, headers) => {
      const answer = await askService(webUrl, `/api/v1/export?${query}`, { method: 'GET', headers })
      if (options.output === '-') return copy(answer, stdout)
      const saved = await saveAnswer(answer, options.output)
      stdout.write(`${options.json ? JSON.stringify(saved) : saved.file}\n`)
    },
  })
}

/** Unlike a pipeline it leaves the terminal open. */
async function copy(from: AsyncIterable<Uint8Array>, to: Writable): Promise<void> {
  for await (const chunk of from) {
    if (!to.write(chunk)) await new Promise((resolve) => to.once('drain', resolve))
  }
}
