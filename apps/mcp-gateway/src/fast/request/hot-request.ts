import type { IncomingHttpHeaders } from 'node:http'
import {
  CLIENT_INFO_META_KEY,
  classifyInboundRequest,
  isJsonContentType,
  type JSONRPCRequest,
  LOG_LEVEL_META_KEY,
} from '@modelcontextprotocol/server'
import { modernRevision } from '../mux/mux-transport.ts'

/** The requests that come often: what an AI client reads while it works. */
const hotMethods = new Set(['prompts/get', 'prompts/list', 'resources/read', 'tools/call'])

/** The tools that only read; all others go the long way. */
const hotTools = new Set(['search_prompts', 'get_prompt', 'render_prompt'])

/** How PromptBin is now, which is asked for anew each time. */
const coldResources = new Set(['promptbin://health', 'promptbin://stats'])

/** The headers that decide about an answer: of a modern request the SDK reads no others. */
export interface DecisiveHeaders {
  readonly type: string | undefined
  readonly version: string | undefined
  readonly method: string | undefined
  readonly name: string | undefined
}

/** What Node would have joined into one is unusual enough to be no header of ours. */
const single = (value: string | string[] | undefined) =>
  typeof value === 'string' ? value : undefined

export const decisiveHeaders = (headers: IncomingHttpHeaders): DecisiveHeaders => ({
  type: headers['content-type'],
  version: single(headers['mcp-protocol-version']),
  method: single(headers['mcp-method']),
  name: single(headers['mcp-name']),
})

/** Whether the body is worth a look; most requests of other kinds are told by their headers. */
export const mayBeHot = ({ version, method }: DecisiveHeaders): boolean =>
  version === modernRevision && method !== undefined && hotMethods.has(method)

/** The parameter that the header `mcp-name` repeats. */
const nameOf = ({ method, params }: JSONRPCRequest): unknown =>
  method === 'resources/read' ? params?.['uri'] : params?.['name']

/**
 * Whether the envelope leaves anything open: a client without a name is known by other headers,
 * and one that wants progress or a log gets more than an answer, which only the SDK's stream carries.
 */
function isUsual({ params }: JSONRPCRequest): boolean {
  const meta: Readonly<Record<string, unknown>> = params?._meta ?? {}
  return CLIENT_INFO_META_KEY in meta && !('progressToken' in meta || LOG_LEVEL_META_KEY in meta)
}

/** Whether a request for what has this name may be answered alike for a while. */
function isHot(method: string | undefined, name: string): boolean {
  if (method === 'tools/call') return hotTools.has(name)
  return method !== 'resources/read' || !coldResources.has(name)
}

/**
 * The request, if it may take the fast path. `undefined` for all that is not exactly as a client of
 * 2026-07-28 sends it: what there is to say about that, the SDK says (MCP 2026-07-28
 * basic/transports, standard request headers).
 */
export function readHotRequest(
  { type, version, method, name }: DecisiveHeaders,
  body: unknown,
): JSONRPCRequest | undefined {
  if (!isJsonContentType(type)) return undefined
  const outcome = classifyInboundRequest({
    httpMethod: 'POST',
    body,
    ...(version !== undefined && { protocolVersionHeader: version }),
    ...(method !== undefined && { mcpMethodHeader: method }),
  })
  if (outcome.kind !== 'modern' || outcome.messageKind !== 'request') return undefined
  const { message, classification } = outcome
  if (classification.revision !== modernRevision || message.method !== method) return undefined
  const isNamed = method === 'prompts/list' || (name !== undefined && nameOf(message) === name)
  return isNamed && isHot(method, name ?? '') && isUsual(message) ? message : undefined
}
