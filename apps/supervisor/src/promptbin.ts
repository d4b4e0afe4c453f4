import { version } from '@promptbin/config'
import type { Command } from 'commander'
import { asksForVersion, type CommandContext, createCommandLine } from './commands/command-line.ts'
import { groupCommands } from './commands/help-groups.ts'
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

/** Adds a command to the command line. */
type Add = (program: Command, context: CommandContext) => void

/**
 * Every command by the word that asks for it, in the order in which the help lists them. A command is
 * loaded when it is asked for: `start` runs for months, and need not keep what the others need.
 */
const commands: Readonly<Record<string, () => Promise<Add>>> = {
  start: async () => (await import('./commands/start.ts')).addStart,
  mcp: async () => (await import('./commands/mcp.ts')).addMcp,
  status: async () => (await import('./commands/running/status.ts')).addStatus,
  health: async () => (await import('./commands/running/health.ts')).addHealth,
  events: async () => (await import('./commands/running/events.ts')).addEvents,
  logs: async () => (await import('./commands/logs/logs.ts')).addLogs,
  'log-level': async () => (await import('./commands/logs/log-level.ts')).addLogLevel,
  config: async () => (await import('./commands/config/config.ts')).addConfig,
  errors: async () => (await import('./commands/running/errors.ts')).addErrors,
  reload: async () => (await import('./commands/running/reload.ts')).addReload,
  restart: async () => (await import('./commands/running/reload.ts')).addRestart,
  scale: async () => (await import('./commands/running/scale.ts')).addScale,
  'login-link': async () => (await import('./commands/running/login-link.ts')).addLoginLink,
  stop: async () => (await import('./commands/running/stop.ts')).addStop,
  profile: async () => (await import('./commands/running/profile.ts')).addProfile,
  report: async () => (await import('./commands/report/report.ts')).addReport,
  render: async () => (await import('./commands/library/render.ts')).addRender,
  import: async () => (await import('./commands/library/import.ts')).addImport,
  export: async () => (await import('./commands/library/export.ts')).addExport,
  token: async () => (await import('./commands/library/token.ts')).addToken,
  account: async () => (await import('./commands/library/account.ts')).addAccount,
  top: async () => (await import('./commands/top.ts')).addTop,
  completion: async () => (await import('./commands/completion.ts')).addCompletion,
  connect: async () => (await import('./commands/connect.ts')).addConnect,
  doctor: async () => (await import('./commands/diagnostics/doctor.ts')).addDoctor,
  recover: async () => (await import('./commands/recover.ts')).addRecover,
  backup: async () => (await import('./commands/backup/backup.ts')).addBackup,
  audit: async () => (await import('./commands/audit/audit.ts')).addAudit,
  failpoints: async () => (await import('./commands/failpoints.ts')).addFailpoints,
  web: async () => (await import('./commands/web.ts')).addWeb,
  gateway: async () => (await import('./commands/gateway.ts')).addGateway,
}

/**
 * The words before commands that are made from the registry of operations, where none was made by hand.
 * Who asks for something else need not load it.
 */
const ofOperations: readonly string[] = [
  'stats',
  'service',
  'maintenance',
  'error',
  'metrics',
  'profiles',
  'reports',
  'backup',
  'library',
  'config',
  'token',
  'webhook',
  'audit',
]

/**
 * The commands that a line may mean: all that it names, as one of the words may be the value of an
 * option. A line that names none, or asks what there is, is answered with all of them.
 */
async function commandsOf(argv: readonly string[]): Promise<readonly Add[]> {
  const words = new Set(argv.slice(2))
  const asksForAll = ['help', '--help', '-h', 'completion'].some((word) => words.has(word))
  const named = Object.keys(commands).filter((name) => words.has(name))
  const operations = ofOperations.filter((word) => words.has(word))
  const isAll = asksForAll || named.length + operations.length === 0
  const wanted = isAll ? Object.keys(commands) : named
  const byHand = await Promise.all(wanted.flatMap((name) => commands[name]?.() ?? []))
  const meant = isAll ? ofOperations : operations
  if (meant.length === 0) return byHand
  const { addOperations } = await import('./commands/operations/operation-commands.ts')
  // Last: of what was made by hand nothing is made from the registry.
  return [...byHand, (program, context) => addOperations(program, context, new Set(meant))]
}

/** Adds every command that there is, for whoever wants to know all of them. */
export async function addAllCommands(program: Command, context: CommandContext): Promise<void> {
  for (const add of await commandsOf(['', '', 'help'])) add(program, context)
}

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
  for (const add of await commandsOf(argv)) add(program, context)
  groupCommands(program)
  try {
    await program.parseAsync(argv)
    return context.exitCode
  } catch (error) {
    return reportError(error, stderr, { json: program.opts()['json'] === true })
  }
}
