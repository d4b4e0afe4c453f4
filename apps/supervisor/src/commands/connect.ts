import { resolve } from 'node:path'
import { mcpUrlOf } from '@promptbin/config'
import { Argument, type Command } from 'commander'
import { stdioConnection } from '../connect/client-configuration.ts'
import { type ClientName, type Connection, clientNames } from '../connect/clients/client.ts'
import { clients } from '../connect/clients/clients.ts'
import {
  type ConnectTarget,
  entryFor,
  planConnect,
  planUndo,
  targetFile,
  tryWritten,
  writeConnect,
  writeUndo,
} from '../connect/connect-client.ts'
import { connectUnconfirmed } from '../connect/errors.ts'
import { type ListedClient, listClients } from '../connect/list-clients.ts'
import type { PlannedChange } from '../connect/plan-change.ts'
import { thisMachine } from '../connect/this-machine.ts'
import type { TriedConnection } from '../connect/try-connection.ts'
import { locateDataFolder } from '../instance/data-folder.ts'
import { findInstance } from '../instance/find-instance.ts'
import { alignColumns } from '../terminal/align-columns.ts'
import { askYes, canAsk } from '../terminal/ask-yes.ts'
import { exitCodes } from '../terminal/exit-codes.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { type CommandContext, example, type GlobalOptions, readConfig } from './command-line.ts'

interface Options extends GlobalOptions {
  readonly list?: boolean
  readonly http?: boolean
  readonly profile?: string
  readonly file?: string
  readonly undo?: boolean
  readonly dryRun?: boolean
  readonly yes?: boolean
  readonly test: boolean
}

/** `promptbin connect`: writes PromptBin into the configuration of an AI client, and tries it. */
export function addConnect(program: Command, context: CommandContext): void {
  const command = program
    .command('connect')
    .description('write PromptBin into the configuration of an AI client, and try whether it works')
    .addArgument(new Argument('[client]', 'which one').choices(clientNames))
    .option('--list', 'tell which clients are installed, and which are connected')
    .option('--http', 'by the address of a PromptBin that runs, instead of by a program to start')
    .option('--profile <name>', 'only the part of the library that mcp.profiles names so')
    .option('--file <file>', 'the configuration file, where it is not in its usual place')
    .option('--undo', 'take the last connect of this client back')
    .option('--dry-run', 'show what would change, and change nothing')
    .option('-y, --yes', 'change it without asking')
    .option('--no-test', 'do not try the entry')
    .addHelpText(
      'after',
      `${example('promptbin connect claude-code')}\n  $ promptbin connect vscode --http --yes\n  $ promptbin connect cursor --undo\n  $ promptbin connect --list`,
    )
  command.action(async (client: ClientName | undefined) => {
    const options = command.optsWithGlobals<Options>()
    if (client !== undefined && !options.list) await connect(client, options, context)
    else if (client === undefined && options.list) list(options, context)
    else command.error('error: name a client, or say --list')
    context.exitCode = exitCodes.ok
  })
}

function list({ json = false }: Options, { terminal: { stdout } }: CommandContext): void {
  const items = listClients(thisMachine())
  const rows = items.map(({ name, title, file, ...state }) => [name, title, stateText(state), file])
  const table = alignColumns([['CLIENT', 'PROGRAM', 'STATE', 'FILE'], ...rows])
  stdout.write(json ? `${JSON.stringify({ items })}\n` : `${table.join('\n')}\n`)
}

function stateText(state: Pick<ListedClient, 'installed' | 'connected' | 'problem'>): string {
  if (state.problem !== null) return 'its file cannot be understood'
  if (state.connected !== null) return `connected by ${state.connected}`
  return state.installed ? 'installed' : 'not found'
}

async function connect(
  name: ClientName,
  options: Options,
  { terminal }: CommandContext,
): Promise<void> {
  const client = clients[name]
  const config = readConfig(options)
  const file = targetFile(client, thisMachine(), options.file && resolve(options.file))
  const target: ConnectTarget = { client, file, dataFolder: config.dataDir }
  const entry = options.undo ? undefined : entryFor(client, await connectionFor(options))
  const plan = entry === undefined ? planUndo(target) : planConnect(target, entry)
  const report = new ConnectReport(target, plan, options, terminal)
  report.showPlan()
  if (options.dryRun) return report.end({ written: false })
  if (plan.diff !== '') await confirm(options, terminal)
  if (entry === undefined) {
    writeUndo(target, plan)
    return report.end({ written: plan.diff !== '' })
  }
  const backup = writeConnect(target, plan)
  const written = plan.diff !== ''
  report.showWritten(backup)
  const tried = options.test ? await tryWritten(target) : null
  report.end({ written, backup, tried })
}

async function connectionFor(options: Options): Promise<Connection> {
  const config = readConfig(options)
  const { http = false, profile, config: configFile } = options
  if (!http) return stdioConnection({ config, configFile, profile })
  const found = await findInstance(locateDataFolder(config.dataDir))
  const isNamed = config.mcp.publicUrl !== '' || found === undefined
  const url = isNamed ? mcpUrlOf(config) : found.description.mcp.url
  return { transport: 'http', url: profile === undefined ? url : `${url}/${profile}` }
}

/** Throws PB_CONNECT_UNCONFIRMED. */
async function confirm({ yes = false, json = false }: Options, terminal: Terminal): Promise<void> {
  if (yes) return
  if (json || !canAsk(terminal)) throw connectUnconfirmed()
  if (!(await askYes(terminal, 'Change it so?'))) throw connectUnconfirmed()
}

interface Outcome {
  readonly written: boolean
  readonly backup?: string | null
  readonly tried?: TriedConnection | null
}

/** Tells a person step by step, a program at the end. */
class ConnectReport {
  readonly #target: ConnectTarget
  readonly #plan: PlannedChange
  readonly #options: Options
  readonly #output: Terminal['stdout']

  constructor(target: ConnectTarget, plan: PlannedChange, options: Options, terminal: Terminal) {
    this.#target = target
    this.#plan = plan
    this.#options = options
    this.#output = terminal.stdout
  }

  showPlan(): void {
    const { client, file } = this.#target
    const { diff } = this.#plan
    if (diff !== '') this.#say(`${client.title} keeps its configuration in ${file}\n\n${diff}`)
    else if (!this.#options.undo) this.#say(`${client.title} knows PromptBin already (${file}).`)
  }

  showWritten(backup: string | null): void {
    if (backup === null) return
    const { client } = this.#target
    this.#say(`Written. How it was before is kept; \`promptbin connect ${client.name} --undo\`.`)
  }

  end({ written, backup = null, tried = null }: Outcome): void {
    const { client, file } = this.#target
    const { diff } = this.#plan
    if (this.#options.json) {
      const answer = { client: client.name, file, diff, written, backup, test: tried }
      this.#output.write(`${JSON.stringify(answer)}\n`)
      return
    }
    if (this.#options.dryRun) this.#say('Nothing was changed.')
    else if (this.#options.undo) this.#say(`${client.title} is as it was. Start it anew.`)
    if (tried) {
      const { server, version, prompts, durationMs } = tried
      this.#say(
        `It works: ${server} ${version} answered in ${durationMs} ms with ${countText(prompts)}.`,
      )
    }
    if (written && !this.#options.undo) this.#say(client.afterwards)
  }

  #say(text: string): void {
    if (!this.#options.json) this.#output.write(`${text}\n`)
  }
}

function countText(prompts: number): string {
  return prompts === 1 ? '1 prompt' : `${prompts} prompts`
}
