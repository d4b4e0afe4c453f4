import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { describeConfig } from '@promptbin/config'
import type { Command } from 'commander'
import { fileExists, fileUnwritable } from '../../errors.ts'
import { locateDataFolder } from '../../instance/data-folder.ts'
import { findInstance } from '../../instance/find-instance.ts'
import { createReport, type Report } from '../../report/create-report.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { type CommandContext, configToFind, example, type GlobalOptions } from '../command-line.ts'
import { readHere } from '../config/settings-here.ts'

interface Options extends GlobalOptions {
  readonly output?: string
}

const ownerOnly = 0o600

/** `promptbin report`: all that helps to find a fault in one file, also where nothing runs. */
export function addReport(program: Command, context: CommandContext): void {
  program
    .command('report')
    .description('write state, health, events, errors and the end of the log into one archive')
    .option('--output <file>', 'where to; unless told promptbin-report-<time>.zip in this folder')
    .addHelpText('after', example('promptbin report --output report.zip'))
    .action(async (_options, command: Command) => {
      await report(command.optsWithGlobals<Options>(), context)
      context.exitCode = exitCodes.ok
    })
}

async function report(options: Options, { terminal }: CommandContext): Promise<void> {
  const folder = locateDataFolder(configToFind(options).dataDir)
  const made = await createReport({
    folder,
    running: await findInstance(folder),
    settingsHere: () => settingsHere(options),
  })
  const file = await save(made, options.output)
  terminal.stdout.write(
    options.json
      ? `${JSON.stringify({ file, bytes: made.archive.length, ...made.summary })}\n`
      : reportText(made, file),
  )
}

/** In the form of the API where there are no faults, else the faults, which then are the news. */
function settingsHere(options: GlobalOptions): unknown {
  const { config, faults, file } = readHere(options)
  return config ? { settings: describeConfig(config) } : { faults, file: file ?? null }
}

/** Throws `PB_FILE_EXISTS`, `PB_FILE_UNWRITABLE`. */
async function save({ archive, summary }: Report, output: string | undefined): Promise<string> {
  const time = `${summary.createdAt.slice(0, 19).replace(/[-:]/g, '')}Z`
  const file = resolve(output ?? `promptbin-report-${time}.zip`)
  try {
    await writeFile(file, archive, { flag: 'wx', mode: ownerOnly })
    return file
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException
    if (code === 'EEXIST') throw fileExists.with({ cause }, file)
    throw fileUnwritable.with({ cause }, file, code)
  }
}

function reportText({ archive, summary }: Report, file: string): string {
  const missing = summary.parts.filter(({ origin }) => origin === null)
  const reasons = Map.groupBy(missing, ({ problem }) => problem)
  const kilobytes = Math.ceil(archive.length / 1000)
  const from = summary.isRunning
    ? 'the running PromptBin'
    : 'the data folder, as no running PromptBin has answered'
  return [
    `${file} (${kilobytes} kB), from ${from}.`,
    ...[...reasons].map(([why, parts]) => `Without ${parts.map(titleOf).join(', ')}: ${why}.`),
    'Unpack it and open index.html. Secrets are masked; look through it all the same before you send it.',
    '',
  ].join('\n')
}

const titleOf = ({ title }: { readonly title: string }) => `"${title}"`
