import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  type ClientCapabilities,
  DEFAULT_NEGOTIATED_PROTOCOL_VERSION,
  type Implementation,
  type JSONRPCRequest,
  PROTOCOL_VERSION_META_KEY,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { localPrincipal, type Principal } from '@promptbin/security'
import { clientOfUserAgent, traitsOf } from './clients/client-traits.ts'
import type { Profile } from './profiles/profile.ts'

/** By what an MCP message came: OpenTelemetry's `network.transport`. */
export type McpTransport = 'tcp' | 'pipe'

/** `modern` since 2026-07-28, when every request began to say all about itself; before, `legacy`. */
export type Era = 'modern' | 'legacy'

/**
 * Who sends one MCP request. Only `principal` was checked; all else is what the client says of
 * itself, good for display and for answering in a form it understands.
 */
export interface Asker {
  /** What the AI client calls itself; `unknown` if it does not. */
  readonly client: string
  /** Empty if the client does not say. */
  readonly clientVersion: string
  readonly protocolVersion: string
  readonly era: Era
  readonly principal: Principal
  readonly profile: Profile
  /** Whether the client can show its person a form and send back what was filled in. */
  readonly canElicit: boolean
}

/** What belongs to a connection, whatever is asked over it. */
export interface Connection {
  readonly profile: Profile
  /** Of a connection that was authenticated as a whole; over HTTP every request is by itself. */
  readonly principal?: Principal
}

/** An MCP request that is answered, for log and metrics. */
export interface OperationReport extends Asker {
  readonly method: string
  /** What `tools/call` names, whether there is such a tool or not; else empty. */
  readonly tool: string
  readonly transport: McpTransport
  readonly durationMs: number
  /** OpenTelemetry's `error.type`: the JSON-RPC code, `tool_error`, or empty. */
  readonly errorType: string
  /** What went wrong inside PromptBin and was hidden from the client. */
  readonly fault: unknown
}

/** The tool that a request names; empty when it calls none. */
export function toolOf({ method, params }: Pick<JSONRPCRequest, 'method' | 'params'>): string {
  const name = method === 'tools/call' ? params?.['name'] : undefined
  return typeof name === 'string' ? name : ''
}

/** What the SDK's type of the envelope leaves out. */
interface Envelope {
  readonly [CLIENT_INFO_META_KEY]?: Implementation
  readonly [PROTOCOL_VERSION_META_KEY]?: string
  readonly [CLIENT_CAPABILITIES_META_KEY]?: ClientCapabilities
}

const maxNameLength = 100

/** A client that names no mode of elicitation means forms (MCP 2025-11-25 client/elicitation). */
function canShowForms({ elicitation }: ClientCapabilities): boolean {
  if (!elicitation) return false
  return elicitation.form !== undefined || elicitation.url === undefined
}

function principalOf({ http }: ServerContext, { principal }: Connection): Principal {
  // Set by our own authentication, which also makes its type.
  const authenticated = http?.authInfo?.extra?.['principal'] as Principal | undefined
  return authenticated ?? principal ?? localPrincipal
}

/** What a client before 2025-06-18 did not send with every request. */
const headerVersion = ({ http }: ServerContext) =>
  http?.req?.headers.get('mcp-protocol-version') ?? undefined

/**
 * The asker of one request. Since 2026-07-28 a request carries this itself; before, the handshake
 * of its connection did, which a stateless HTTP request has not seen: that one can say no more
 * than its headers do.
 */
export function askerOf(context: ServerContext, server: Server, connection: Connection): Asker {
  const envelope: Envelope = context.mcpReq.envelope ?? {}
  const claimed = envelope[PROTOCOL_VERSION_META_KEY]
  const info =
    envelope[CLIENT_INFO_META_KEY] ??
    server.getClientVersion() ??
    clientOfUserAgent(context.http?.req?.headers.get('user-agent'))
  const client = (info?.name ?? 'unknown').slice(0, maxNameLength)
  const clientVersion = (info?.version ?? '').slice(0, maxNameLength)
  const capabilities =
    envelope[CLIENT_CAPABILITIES_META_KEY] ?? server.getClientCapabilities() ?? {}
  return {
    client,
    clientVersion,
    protocolVersion:
      claimed ??
      server.getNegotiatedProtocolVersion() ??
      headerVersion(context) ??
      DEFAULT_NEGOTIATED_PROTOCOL_VERSION,
    era: claimed === undefined ? 'legacy' : 'modern',
    principal: principalOf(context, connection),
    profile: connection.profile,
    canElicit: canShowForms(capabilities) && !traitsOf(client, clientVersion).has('no-forms'),
  }
}
