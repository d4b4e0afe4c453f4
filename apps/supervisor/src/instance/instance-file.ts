import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { DetectedEnvironment } from '@promptbin/config'
import type { StateLog } from '../state/state-file.ts'

/** How commands and further clients find a running instance; documented, and read by scripts. */
export interface InstanceDescription {
  readonly pid: number
  readonly version: string
  /** Who started it, and for how long: an operator, a developer, an AI client, one command. */
  readonly mode: InstanceMode
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly web: { readonly url: string }
  /** With the path of the endpoint, as a client needs it. */
  readonly mcp: { readonly url: string }
  readonly supervisor: { readonly url: string }
  readonly services: readonly { readonly name: string; readonly pid: number }[]
  /** Where it runs, and why it believes so; null where that was not looked at. */
  readonly environment: DetectedEnvironment | null
}

export type InstanceMode = 'production' | 'development' | 'stdio' | 'command'

const ownerOnly = 0o600

/** Replaces the file in one step, so that no reader ever sees half of it. */
export function writeInstanceFile(file: string, description: InstanceDescription): void {
  const next = `${file}.next`
  writeFileSync(next, `${JSON.stringify(description, undefined, 2)}\n`, { mode: ownerOnly })
  renameSync(next, file)
}

export interface InstanceFileOptions {
  readonly file: string
  /** The instance as it is now; undefined while it is not to be found. */
  readonly describe: () => InstanceDescription | undefined
  readonly log: StateLog
}

/** How soon it is tried again what the disk has refused. */
const retryMs = 5_000

/**
 * Gives what brings the file up to date. A disk that is full or away must not end an instance that
 * runs: it is told of once, and tried again until it works. Never throws.
 */
export function keepInstanceFile({ file, describe, log }: InstanceFileOptions): () => void {
  let isFailing = false
  let timer: NodeJS.Timeout | undefined
  return function update(): void {
    clearTimeout(timer)
    const description = describe()
    if (!description) return
    try {
      writeInstanceFile(file, description)
      isFailing = false
    } catch (err) {
      const fields = { event: 'instance.file_unwritable', file, err }
      if (!isFailing) log.warn(fields, 'commands do not find the processes as they are')
      isFailing = true
      timer = setTimeout(update, retryMs).unref()
    }
  }
}

/** What the file says; undefined when there is none, or when it is not one of ours. */
export function readInstanceFile(file: string): InstanceDescription | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return isDescription(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Says that nothing runs here any more. */
export function removeInstanceFile(file: string): void {
  rmSync(file, { force: true })
}

function isDescription(value: unknown): value is InstanceDescription {
  if (typeof value !== 'object' || value === null) return false
  const { pid, web, mcp, supervisor, services } = value as Partial<InstanceDescription>
  return (
    Number.isInteger(pid) &&
    [web, mcp, supervisor].every((place) => URL.canParse(place?.url ?? '')) &&
    Array.isArray(services) &&
    services.every((service) => Number.isInteger(service?.pid))
  )
}
