import type { DataFolder } from './data-folder.ts'
import { type InstanceDescription, readInstanceFile } from './instance-file.ts'

/** A process as `GET /api/v1/processes` of a supervisor tells of it. */
export interface ProcessItem {
  readonly service: string
  readonly worker: number
  readonly pid: number | null
  readonly state: string
  readonly url: string
  readonly startedAt: string | null
  readonly uptimeSeconds: number
  readonly restarts: number
  readonly lastRestartReason: string | null
}

/** An instance that answers, and what it says of its processes. */
export interface FoundInstance {
  readonly description: InstanceDescription
  readonly processes: readonly ProcessItem[]
}

/** A supervisor answers from memory, so one that needs longer hangs. */
const answerTimeoutMs = 2000

/**
 * The instance that keeps a data folder; undefined when there is none. The file alone proves
 * nothing: who wrote it may be dead, and its port and pid may be another's.
 */
export async function findInstance(folder: DataFolder): Promise<FoundInstance | undefined> {
  const description = readInstanceFile(folder.instanceFile)
  const processes = description && (await listProcesses(description.supervisor.url))
  const isOurs = processes?.some(
    ({ service, pid }) => service === 'supervisor' && pid === description?.pid,
  )
  return description && processes && isOurs ? { description, processes } : undefined
}

async function listProcesses(url: string): Promise<readonly ProcessItem[] | undefined> {
  try {
    const signal = AbortSignal.timeout(answerTimeoutMs)
    const response = await fetch(new URL('/api/v1/processes', url), { signal })
    const { items } = (await response.json()) as { items?: unknown }
    return response.ok && Array.isArray(items) ? items : undefined
  } catch {
    return undefined
  }
}
