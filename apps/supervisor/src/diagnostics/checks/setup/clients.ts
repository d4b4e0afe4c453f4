import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import { mcpUrlOf } from '@promptbin/config'
import { PromptBinError } from '@promptbin/errors'
import { type Client, type Connection, clientNames } from '../../../connect/clients/client.ts'
import { clients } from '../../../connect/clients/clients.ts'
import { readConnection } from '../../../connect/clients/read-connection.ts'
import { entryAt } from '../../../connect/files/configuration-text.ts'
import { fileOf } from '../../../connect/list-clients.ts'
import { parseFile } from '../../../connect/plan-change.ts'
import type { DiagnosticCheck } from '../../check.ts'
import type { FindingOf } from '../../finding.ts'
import type { Scene } from '../../scene.ts'

/** Whether the AI clients of this person reach PromptBin by what stands in their files. */
export const clientChecks: readonly DiagnosticCheck[] = [
  {
    name: 'clients:configuration',
    title: 'whether AI clients that know PromptBin reach it',
    run: async (scene) => {
      const looked = clientNames.map((name) => lookAt(clients[name], scene))
      const connected = looked.filter(({ isConnected }) => isConnected).length
      return {
        observed: connected === 0 ? 'none is connected' : `${connected} connected`,
        findings: looked.flatMap(({ findings }) => findings),
      }
    },
  },
]

function lookAt(client: Client, scene: Scene) {
  const file = fileOf(client, scene.machine)
  try {
    const configuration = parseFile(file, client.format)
    const entry = entryAt(configuration, client.place(configuration))
    if (entry === undefined) return { isConnected: false, findings: [] }
    const connection = readConnection(entry)
    const fault =
      connection === undefined ? 'its entry names no program' : faultOf(connection, scene)
    const findings = fault === undefined ? [] : [brokenEntry(client, file, fault)]
    return { isConnected: true, findings }
  } catch (error) {
    const why = error instanceof PromptBinError ? error.message : String(error)
    return { isConnected: false, findings: [unreadable(client, file, why)] }
  }
}

function faultOf(connection: Connection, scene: Scene): string | undefined {
  if (connection.transport === 'http') return addressFault(connection.url, scene)
  const { command, arguments: words } = connection
  return programFault(command, words, scene.machine.variables['PATH'])
}

/** Of another machine nothing is known here. */
function addressFault(url: string, { config, instance }: Scene): string | undefined {
  const ours = instance.state === 'running' ? instance.description.mcp.url : mcpUrlOf(config)
  const [theirs, own] = [new URL(url), new URL(ours)]
  if (!loopback.includes(theirs.hostname) || theirs.port === own.port) return undefined
  return `it asks at port ${theirs.port || '80'}, and PromptBin is at ${own.port}`
}

const loopback = ['127.0.0.1', 'localhost', '[::1]']

function programFault(
  command: string,
  words: readonly string[],
  searchPath: string | undefined,
): string | undefined {
  if (!isProgram(command, searchPath)) return `there is no program ${command}`
  const [script] = words
  // The entry that `connect` writes runs a file with Node; another one may name a package.
  if (script === undefined || !isAbsolute(script) || existsSync(script)) return undefined
  return `there is no ${script} any more`
}

/** Where programs are looked for the client knows; without a path nothing can be said. */
function isProgram(command: string, searchPath: string | undefined): boolean {
  if (!isAbsolute(command) && searchPath === undefined) return true
  const candidates = isAbsolute(command)
    ? [command]
    : (searchPath ?? '').split(delimiter).map((folder) => join(folder, command))
  return candidates.some((file) => {
    try {
      accessSync(file, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

function brokenEntry(client: Client, file: string, fault: string): FindingOf {
  return {
    severity: 'error',
    class: 'configuration',
    evidence: `${client.title} does not reach PromptBin: ${fault} (${file}).`,
    fix: `promptbin connect ${client.name}`,
    repair: { kind: 'connect-client', client: client.name },
  }
}

function unreadable(client: Client, file: string, why: string): FindingOf {
  return {
    severity: 'warning',
    class: 'configuration',
    evidence: why,
    fix: `Correct ${file}; ${client.title} has trouble with it as well.`,
  }
}
