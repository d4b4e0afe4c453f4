import { existsSync } from 'node:fs'
import { PromptBinError } from '@promptbin/errors'
import { type Client, type Connection, clientNames, type Machine } from './clients/client.ts'
import { clients } from './clients/clients.ts'
import { readConnection } from './clients/read-connection.ts'
import { entryAt } from './files/configuration-text.ts'
import { parseFile } from './plan-change.ts'

/** A client as it is on this machine. */
export interface ListedClient {
  readonly name: string
  readonly title: string
  /** Whether anything of it is there. */
  readonly installed: boolean
  /** How it reaches PromptBin; null when it does not. */
  readonly connected: Connection['transport'] | null
  readonly file: string
  /** Why nothing is known; null when something is. */
  readonly problem: string | null
}

/** Every client that can be connected, whether it is there, and whether it knows PromptBin. */
export function listClients(machine: Machine): readonly ListedClient[] {
  return clientNames.map((name) => {
    const client = clients[name]
    const file = fileOf(client, machine)
    const installed = [file, ...client.marks(machine)].some((path) => existsSync(path))
    return { name, title: client.title, installed, file, ...readState(client, file) }
  })
}

/** The configuration file of a client: that which is there, else that which it would make. */
export function fileOf(client: Client, machine: Machine): string {
  const files = client.files(machine)
  return files.find((file) => existsSync(file)) ?? files[0] ?? ''
}

function readState(client: Client, file: string): Pick<ListedClient, 'connected' | 'problem'> {
  try {
    const configuration = parseFile(file, client.format)
    const entry = entryAt(configuration, client.place(configuration))
    return { connected: readConnection(entry)?.transport ?? null, problem: null }
  } catch (error) {
    const problem = error instanceof PromptBinError ? error.message : String(error)
    return { connected: null, problem }
  }
}
