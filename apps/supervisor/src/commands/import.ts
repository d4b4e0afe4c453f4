import type { ImportCounts } from '@promptbin/prompts'
import type { Command } from 'commander'
import { importTable } from '../import/import-table.ts'
import { openTable, type Table } from '../import/open-table.ts'
import { locateDataFolder } from '../instance/data-folder.ts'
import { Instance } from '../instance/instance.ts'
import { InstanceAccess } from '../instance/instance-access.ts'
import { onStopSignal } from '../process/stop-signals.ts'
import { onAnyPorts } from '../sockets/instance-ports.ts'
import { exitCodes } from '../terminal/exit-codes.ts'
import { createProgress, type Progress } from '../terminal/progress.ts'
import {
  type CommandContext,
  example,
  type GlobalOptions,
  optionsOf,
  readConfig,
} from './command-line.ts'

/** `promptbin import`: a prompts.chat table into the library; exit 1 when a row failed. */
export function addImport(program: Command, context: CommandContext): void {
  program
    .command('import')
    .description('import prompts from a CSV table of the prompts.chat collection')
    .argument('<file>', 'the table')
    .addHelpText('after', example('promptbin import prompts.csv'))
    .action(async (file: string, _options, command: Command) => {
      context.exitCode = await importFile(file, optionsOf(command), context)
    })
}

async function importFile(
  file: string,
  options: GlobalOptions,
  { terminal, services }: CommandContext,
): Promise<number> {
  const { stdout, stderr } = terminal
  const config = readConfig(options)
  const table = await openTable(file)
  const access = new InstanceAccess({
    folder: locateDataFolder(config.dataDir),
    createInstance: () => new Instance({ config: onAnyPorts(config), mode: 'import', services }),
  })
  const counts = await importThrough(access, table, {
    progress: createProgress(stderr, 'Importing'),
    stopTimeoutMs: config.operations.gracefulShutdownTimeoutMs,
  })
  stdout.write(`${options.json ? JSON.stringify(counts) : inWords(counts)}\n`)
  return counts.failed === 0 ? exitCodes.ok : exitCodes.failed
}

/** Uses the instance that runs, else one that runs quietly for the time of the import. */
async function importThrough(
  access: InstanceAccess,
  table: Table,
  { progress, stopTimeoutMs }: { readonly progress: Progress; readonly stopTimeoutMs: number },
): Promise<ImportCounts> {
  const forget = onStopSignal(() => {
    table.content.destroy()
    void access.release(stopTimeoutMs)
  })
  try {
    const { web } = await access.use()
    return await importTable(table, web.url, progress)
  } finally {
    table.content.destroy()
    await access.release(stopTimeoutMs)
    forget()
  }
}

function inWords({ created, updated, skipped, failed }: ImportCounts): string {
  return `${created} created, ${updated} updated, ${skipped} skipped, ${failed} failed`
}
