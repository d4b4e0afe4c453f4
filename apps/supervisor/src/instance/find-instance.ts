import { getJson } from '../http/get-json.ts'
import type { StartReason } from '../supervision/lifecycle-event.ts'
import type { DataFolder } from './data-folder.ts'
import { type InstanceDescription, readInstanceFile } from './instance-file.ts'
import { readLocalKey } from './local-key.ts'

/** A process as `GET /api/v1/processes` of a supervisor tells of it. */
export interface ProcessItem {
  readonly service: string
  /** Null for a spare. */
  readonly worker: number | null
  readonly processId: number
  readonly pid: number | null
  readonly state: string
  readonly url: string
  readonly startedAt: string | null
  readonly endedAt: string | null
  /** Why it was started; null when that is forgotten. */
  readonly why: StartReason | null
  /** The process whose place it took. */
  readonly replaces: number | null
  readonly uptimeSeconds: number
  readonly restarts: number
  readonly lastRestartReason: string | null
}

/** An instance that answers, and what it says of its processes. */
export interface FoundInstance {
  readonly description: InstanceDescription
  readonly processes: readonly ProcessItem[]
  /** By which its supervisor knows a command of whoever runs it. */
  readonly headers: Readonly<Record<string, string>>
}

/**
 * The instance that keeps a data folder; undefined when there is none. The file alone proves
 * nothing: who wrote it may be dead, and its port and pid may be another's.
 */
export async function findInstance(folder: DataFolder): Promise<FoundInstance | undefined> {
  const description = readInstanceFile(folder.instanceFile)
  const headers = commandHeaders(folder)
  const processes = description && (await listProcesses(description.supervisor.url, headers))
  const isOurs = processes?.some(
    ({ service, pid }) => service === 'supervisor' && pid === description?.pid,
  )
  return description && processes && isOurs ? { description, processes, headers } : undefined
}

/** By what the services of an instance know the commands of whoever runs it. */
export type CommandHeaders = Readonly<Record<string, string>>

/** Those for the instance of a data folder; without a key if none runs. */
export function commandHeaders({ localKeyFile }: DataFolder): CommandHeaders {
  const key = readLocalKey(localKeyFile)
  return { 'x-promptbin-face': 'cli', ...(key !== undefined && { authorization: `Bearer ${key}` }) }
}

async function listProcesses(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<readonly ProcessItem[] | undefined> {
  try {
    const { body } = await getJson('/api/v1/processes', url, headers)
    const { items } = (body ?? {}) as { items?: unknown }
    return Array.isArray(items) ? items : undefined
  } catch {
    return undefined
  }
}
