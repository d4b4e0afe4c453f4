import type { SpanEnd, SpanStart } from '../tracing.ts'

/** An MCP request as it came. */
export interface McpRequest {
  /** One of those that are served. */
  readonly method: string
  /** What the parameters name, if they name anything. */
  readonly name: unknown
  readonly id: string | number
  readonly transport: 'tcp' | 'pipe'
}

/** What is surely a name, and no text that somebody passes off as one. */
const PLAIN_NAME = /^[\w.-]{1,64}$/

/** An id may be any text; a longer one is cut. */
const MAX_ID_LENGTH = 64

const namedBy: Readonly<Record<string, string>> = {
  'prompts/get': 'gen_ai.prompt.name',
  'tools/call': 'gen_ai.tool.name',
}

/**
 * The span of an MCP request (OpenTelemetry, MCP server span): `tools/call search_prompts`. Neither
 * arguments nor addresses of resources are told.
 */
export function mcpServerSpan(
  request: McpRequest,
): Pick<SpanStart, 'name' | 'kind' | 'attributes'> {
  const { method, id, transport } = request
  const attribute = namedBy[method]
  const target =
    attribute !== undefined && typeof request.name === 'string' && PLAIN_NAME.test(request.name)
      ? request.name
      : undefined
  return {
    name: target === undefined ? method : `${method} ${target}`,
    kind: 'server',
    attributes: {
      'mcp.method.name': method,
      'jsonrpc.request.id': String(id).slice(0, MAX_ID_LENGTH),
      'network.transport': transport,
      'gen_ai.operation.name': method === 'tools/call' ? 'execute_tool' : undefined,
      ...(attribute !== undefined && { [attribute]: target }),
    },
  }
}

/**
 * How it ended. `errorType` is the JSON-RPC code, `tool_error` for a tool that says so itself, or
 * empty.
 */
export function mcpServerEnd(protocolVersion: string, errorType: string): SpanEnd {
  const isCode = errorType !== '' && errorType !== 'tool_error'
  return {
    attributes: {
      'mcp.protocol.version': PLAIN_NAME.test(protocolVersion) ? protocolVersion : '_OTHER',
      'rpc.response.status_code': isCode ? errorType : undefined,
    },
    errorType: errorType === '' ? undefined : errorType,
  }
}
