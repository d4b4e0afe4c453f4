import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

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
}

export type InstanceMode = 'production' | 'development' | 'stdio' | 'command'

const ownerOnly = 0o600

/** Replaces the file in one step, so that no reader ever sees half of it. */
export function writeInstanceFile(file: string, description: InstanceDescription): void {
  const next = `${file}.next`
  writeFileSync(next, `${JSON.stringify(description, undefined, 2)}\n`, { mode: ownerOnly })
  renameSync(next, file)
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
