import { version } from '@promptbin/config'
import { asksForVersion, createCommandLine } from './commands/command-line.ts'
import { addGateway } from './commands/gateway.ts'
import { addExport } from './commands/library/export.ts'
import { addImport } from './commands/library/import.ts'
import { addRender } from './commands/library/render.ts'
import { addToken } from './commands/library/token.ts'
import { addMcp } from './commands/mcp.ts'
import { addEvents } from './commands/running/events.ts'
import { addProfile } from './commands/running/profile.ts'
import { addReload } from './commands/running/reload.ts'
import { addScale } from './commands/running/scale.ts'
import { addStatus } from './commands/running/status.ts'
import { addStop } from './commands/running/stop.ts'
import { addStart } from './commands/start.ts'
import { addWeb } from './commands/web.ts'
import type { ServiceDefinition } from './services.ts'
import { exitCodes } from './terminal/exit-codes.ts'
import { reportError } from './terminal/report-error.ts'
import type { Terminal } from './terminal/terminal.ts'

export interface PromptbinOptions {
  readonly terminal: Terminal
  /** What is supervised. */
  readonly services: readonly ServiceDefinition[]
  /** As in `process.argv`. */
  readonly argv: readonly string[]
}

/** In the order in which the help lists them. */
const commands = [
  addStart,
  addMcp,
  addStatus,
  addEvents,
  addReload,
  addScale,
  addStop,
  addProfile,
  addRender,
  addImport,
  addExport,
  addToken,
  addWeb,
  addGateway,
]

/** The `promptbin` command: runs one line and returns its exit code. */
export async function promptbin({ argv, ...options }: PromptbinOptions): Promise<number> {
  const { stdout, stderr } = options.terminal
  // Whoever reads us may stop reading (`promptbin status | head -1`); that is no defect.
  for (const output of [stdout, stderr]) output.on('error', () => {})

  if (asksForVersion(argv)) {
    stdout.write(`${version}\n`)
    return exitCodes.ok
  }
  const context = { ...options, exitCode: 0 }
  const program = createCommandLine(context)
  for (const add of commands) add(program, context)
  try {
    await program.parseAsync(argv)
    return context.exitCode
  } catch (error) {
    return reportError(error, stderr, { json: program.opts()['json'] === true })
  }
}
