import { importFormats } from '@promptbin/prompt-formats'
import type { ImportCounts } from '@promptbin/prompts'
import { type Command, Option } from 'commander'
import { openSource } from '../../import/open-source.ts'
import { runImport } from '../../import/run-import.ts'
import type { ImportOptions } from '../../import/send-import.ts'
import { withLibrary } from '../../library/with-library.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { createProgress } from '../../terminal/progress.ts'
import { type CommandContext, example, type GlobalOptions, optionsOf } from '../command-line.ts'

type Options = GlobalOptions & ImportOptions

/** `promptbin import`: prompts from elsewhere into the library; exit 1 when one of them failed. */
export function addImport(program: Command, context: CommandContext): void {
  program
    .command('import')
    .description(
      'import prompts: an export of PromptBin, a folder or file of .prompt, SKILL.md, .prompt.md or .prompt.yml, a table of prompts.chat, the data folder of PromptBin 0.5',
    )
    .argument('[path]', 'a file, a folder or a zip of one; ~/promptbin-data unless told')
    .addOption(
      new Option('--format <format>', 'how to read it, instead of finding out').choices(
        importFormats,
      ),
    )
    .option('--dry-run', 'only tell what would happen')
    .addHelpText('after', example('promptbin import --dry-run prompts.csv'))
    .action(async (path: string | undefined, _options, command: Command) => {
      context.exitCode = await importPath(path, optionsOf(command), context)
    })
}

async function importPath(
  path: string | undefined,
  options: Options,
  context: CommandContext,
): Promise<number> {
  const { stdout, stderr } = context.terminal
  const source = await openSource(path)
  const { format, dryRun } = options
  const progress = createProgress(stderr, dryRun ? 'Trying' : 'Importing')
  const counts = await withLibrary(options, context, {
    run: (webUrl, headers) => runImport(source, webUrl, { format, dryRun, headers, progress }),
    cancel: () => source.content.destroy(),
  }).finally(() => source.content.destroy())
  stdout.write(`${options.json ? JSON.stringify(counts) : inWords(counts, dryRun)}\n`)
  return counts.failed === 0 ? exitCodes.ok : exitCodes.failed
}

function inWords({ created, updated, skipped, failed }: ImportCounts, dryRun = false): string {
  const counted = `${created} created, ${updated} updated, ${skipped} skipped, ${failed} failed`
  return dryRun ? `Nothing was changed. It would be: ${counted}` : counted
}
