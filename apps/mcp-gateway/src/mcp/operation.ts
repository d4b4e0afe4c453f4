import {
  CLIENT_INFO_META_KEY,
  DEFAULT_NEGOTIATED_PROTOCOL_VERSION,
  type Implementation,
  PROTOCOL_VERSION_META_KEY,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server'

/** By what an MCP message came: OpenTelemetry's `network.transport`. */
export type McpTransport = 'tcp' | 'pipe'

/** Who asked and in which version of the protocol. */
export interface Asker {
  /** What the AI client calls itself. It is for logs and display: anybody can claim any name. */
  readonly client: string
  readonly protocolVersion: string
}

/** An MCP request that is answered, for log and metrics. */
export interface OperationReport extends Asker {
  readonly method: string
  readonly transport: McpTransport
  readonly durationMs: number
  /** OpenTelemetry's `error.type`: the JSON-RPC code, `tool_error`, or empty. */
  readonly errorType: string
  /** What went wrong inside PromptBin and was hidden from the client. */
  readonly fault: unknown
}

/** What the SDK's type of the envelope leaves out. */
interface Envelope {
  readonly [CLIENT_INFO_META_KEY]?: Implementation
  readonly [PROTOCOL_VERSION_META_KEY]?: string
}

const maxNameLength = 100

/**
 * The asker of one request. Since 2026-07-28 a request carries this itself; before, the handshake
 * of its connection did, which a stateless HTTP request has not seen.
 */
export function askerOf({ mcpReq, http }: ServerContext, server: Server): Asker {
  const envelope: Envelope = mcpReq.envelope ?? {}
  const name = envelope[CLIENT_INFO_META_KEY]?.name ?? server.getClientVersion()?.name
  const protocolVersion =
    envelope[PROTOCOL_VERSION_META_KEY] ??
    server.getNegotiatedProtocolVersion() ??
    http?.req?.headers.get('mcp-protocol-version') ??
    DEFAULT_NEGOTIATED_PROTOCOL_VERSION
  return { client: (name ?? 'unknown').slice(0, maxNameLength), protocolVersion }
}
