import type { Era, McpTransport, OperationReport } from '../mcp/operation.ts'

/** A client as it names itself, and how much it asked. */
export interface ClientActivity {
  readonly name: string
  readonly version: string
  readonly requests: number
  /** RFC 3339, in UTC. */
  readonly lastSeenAt: string
}

/** Who asked what way since the start, for `/mcp-status`. */
export interface Activity {
  observe(report: OperationReport): void
  /** Requests by era and transport: `{ modern: { tcp: 3, pipe: 0 }, … }`. */
  readonly requests: Readonly<Record<Era, Readonly<Record<McpTransport, number>>>>
  readonly versions: Readonly<Record<string, number>>
  /** Those seen last, first. */
  clients(): readonly ClientActivity[]
}

export interface ActivityOptions {
  /** How many clients are remembered; those not seen for longest are forgotten first. */
  readonly maxClients?: number
  /** The protocol versions that are counted by name. */
  readonly versions: readonly string[]
  /** Milliseconds since the epoch. */
  readonly now?: () => number
}

/** More than anybody has; a client may claim any name, and each costs memory. */
const defaultMaxClients = 100

interface Seen {
  readonly name: string
  readonly version: string
  requests: number
  lastSeenMs: number
}

/** Nobody has asked yet. */
export function createActivity(options: ActivityOptions): Activity {
  const { maxClients = defaultMaxClients, now = Date.now } = options
  const requests = { modern: { tcp: 0, pipe: 0 }, legacy: { tcp: 0, pipe: 0 } }
  const versions: Record<string, number> = Object.fromEntries(
    options.versions.map((version) => [version, 0]),
  )
  const clients = new Map<string, Seen>()

  function see(name: string, version: string): void {
    const key = JSON.stringify([name, version])
    const seen = clients.get(key) ?? meet(key, { name, version, requests: 0, lastSeenMs: 0 })
    seen.requests += 1
    seen.lastSeenMs = now()
  }

  function meet(key: string, client: Seen): Seen {
    if (clients.size >= maxClients) clients.delete(leastRecent())
    clients.set(key, client)
    return client
  }

  function leastRecent(): string {
    const [first] = [...clients].toSorted(([, a], [, b]) => a.lastSeenMs - b.lastSeenMs)
    return first?.[0] ?? ''
  }

  return {
    requests,
    versions,
    observe({ client, clientVersion, era, transport, protocolVersion }) {
      requests[era][transport] += 1
      const count = versions[protocolVersion]
      if (count !== undefined) versions[protocolVersion] = count + 1
      see(client, clientVersion)
    },
    clients: () =>
      [...clients.values()]
        .toSorted((a, b) => b.lastSeenMs - a.lastSeenMs)
        .map(({ name, version, requests: count, lastSeenMs }) => ({
          name,
          version,
          requests: count,
          lastSeenAt: new Date(lastSeenMs).toISOString(),
        })),
  }
}
