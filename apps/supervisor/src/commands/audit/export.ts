import { type FileHandle, open } from 'node:fs/promises'
import type { Command } from 'commander'
import { type Exported, writeExport } from '../../audit/export/write-export.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import type { Terminal } from '../../terminal/terminal.ts'
import { type CommandContext, example, type GlobalOptions } from '../command-line.ts'
import { withSources } from './with-sources.ts'

interface ExportOptions extends GlobalOptions {
  readonly output: string
}

const ownerOnly = 0o600

/** `promptbin audit export` */
export function addAuditExport(audit: Command, context: CommandContext): void {
  audit
    .command('export')
    .description(
      'write all records as JSON lines, last the heads of the chains and a checksum: promptbin audit verify <file> checks it anywhere',
    )
    .option('--output <file>', 'a new file, "-" for stdout', '-')
    .addHelpText('after', example('promptbin audit export --output audit.jsonl'))
    .action(async (_options, command: Command) => {
      await exportAudit(command.optsWithGlobals<ExportOptions>(), context)
    })
}

async function exportAudit(options: ExportOptions, context: CommandContext): Promise<void> {
  const { output } = options
  const { stdout, stderr } = context.terminal
  const handle = output === '-' ? undefined : await open(output, 'wx', ownerOnly)
  const write = handle ? toFile(handle) : toTerminal(stdout)
  const exported = await withSources(options, context, (sources) =>
    writeExport(sources, write, new Date()),
  ).finally(async () => {
    await handle?.sync()
    await handle?.close()
  })
  if (handle && options.json) stdout.write(`${JSON.stringify(exported.end)}\n`)
  if (!options.json) stderr.write(describe(exported))
  const isValid = Object.values(exported.verdicts).every(({ valid }) => valid)
  context.exitCode = isValid ? exitCodes.ok : exitCodes.unhealthy
}

function toFile(handle: FileHandle) {
  return async (text: string) => {
    await handle.write(text)
  }
}

function toTerminal(stdout: Terminal['stdout']) {
  return async (text: string) => {
    if (!stdout.write(text)) await new Promise((resolve) => stdout.once('drain', resolve))
  }
}

/** Whoever notes the heads elsewhere knows an export that was made anew. */
function describe({ end, verdicts }: Exported): string {
  const lines = Object.entries(verdicts).map(([source, { head, fault }]) =>
    fault
      ? `${source}: ${fault.message}`
      : `${source}: ${head.seq} records; note the last somewhere else: ${head.hash}`,
  )
  return `${[...lines, `sha256 of the records: ${end.sha256}`].join('\n')}\n`
}
