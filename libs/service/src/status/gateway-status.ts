import { type Config, mcpUrlOf } from '@promptbin/config'
import { askJson } from './ask-json.ts'
import { INSTANCE_PROOF_HEADER, instanceProof } from './instance-proof.ts'

/** How MCP is served, as somebody sees it who asks mcp-gateway. */
export interface McpStatus {
  readonly status: 'connected' | 'unreachable'
  /** The address that people give to their AI clients. */
  readonly mcpUrl: string
  readonly gateway: {
    readonly url: string
    readonly reachable: boolean
    /** ISO 8601, UTC. */
    readonly checkedAt: string
    readonly responseMs: number | null
    /** Why nothing is known of it: its status, or a code of the system. */
    readonly problem: string | null
  }
  /** What of the configuration decides how MCP is served. */
  readonly configuration: Readonly<Record<string, unknown>>
  /** What the gateway says of itself: versions, sessions, streams, clients, breakers; null without. */
  readonly mcp: Readonly<Record<string, unknown>> | null
}

export interface McpStatusOptions {
  readonly config: () => Config
  /** What the processes of this instance know; a gateway that wants tokens answers nobody else. */
  readonly instanceKey?: string | undefined
  /** Milliseconds since the epoch. */
  readonly now?: () => number
}

/** So long an answer is given again, however many ask. */
const keptMs = 1_000

/** The gateway answers from memory; one that needs longer hangs. */
const deadlineMs = 1_000

const wildcards: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

/**
 * Makes what `/mcp-status` answers where the gateway is another process: it is asked, with a deadline,
 * at most once a second. Never rejects: a gateway that does not answer is a status too.
 */
export function createMcpStatus(options: McpStatusOptions): () => Promise<McpStatus> {
  const { config, instanceKey, now = Date.now } = options
  const headers =
    instanceKey === undefined ? {} : { [INSTANCE_PROOF_HEADER]: instanceProof(instanceKey) }
  let kept: Promise<McpStatus> | undefined
  let keptUntilMs = 0
  return () => {
    if (kept === undefined || now() >= keptUntilMs) {
      keptUntilMs = Number.POSITIVE_INFINITY
      kept = ask(config(), headers, now).finally(() => {
        keptUntilMs = now() + keptMs
      })
    }
    return kept
  }
}

type Headers = Readonly<Record<string, string>>

async function ask(config: Config, headers: Headers, now: () => number): Promise<McpStatus> {
  const { host, port } = config.mcp
  const name = wildcards[host] ?? host
  const url = `http://${name.includes(':') ? `[${name}]` : name}:${port}`
  const known = { mcpUrl: mcpUrlOf(config), configuration: configurationOf(config) }
  const checkedAt = new Date(now()).toISOString()
  const started = performance.now()
  try {
    const { status, body } = await askJson(`${url}/mcp-status`, { headers, deadlineMs })
    const responseMs = Math.round((performance.now() - started) * 1_000) / 1_000
    const answered = status === 200
    const problem = answered ? null : `it answers with status ${status}`
    return {
      status: 'connected',
      ...known,
      gateway: { url, reachable: true, checkedAt, responseMs, problem },
      mcp: answered ? (Object(body) as McpStatus['mcp']) : null,
    }
  } catch (error) {
    const { code, name } = Object(error) as NodeJS.ErrnoException
    const problem = code === undefined || name === 'AbortError' ? 'no answer in time' : String(code)
    return {
      status: 'unreachable',
      ...known,
      gateway: { url, reachable: false, checkedAt, responseMs: null, problem },
      mcp: null,
    }
  }
}

function configurationOf({ auth, mcp }: Config): McpStatus['configuration'] {
  return {
    workers: mcp.workers,
    legacy: mcp.legacy,
    sse: mcp.sse,
    profiles: mcp.profiles.map(({ name }) => name),
    authRequired: auth.required,
    maxConnections: mcp.maxConnections,
    rateLimit: mcp.rateLimit,
    requestTimeoutMs: mcp.requestTimeoutMs,
    sessionTimeoutMs: mcp.sessionTimeoutMs,
  }
}
