import type { HttpAnswer } from './http-answer.ts'
import type { LoadRequest } from './load.ts'

/** A request of MCP, and how its answer is recognised. */
export interface McpRequest {
  readonly method: string
  readonly params: Readonly<Record<string, unknown>>
  /** A text that the right answer has and no other. */
  readonly expects: string
}

const revision = '2026-07-28'

const envelope = {
  'io.modelcontextprotocol/protocolVersion': revision,
  'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': { elicitation: { form: {} } },
}

interface Answer {
  readonly id?: number
  readonly result?: unknown
}

function faultIn({ body }: HttpAnswer, id: number, expects: string): string | undefined {
  const answer: Answer = JSON.parse(body.toString())
  if (answer.id !== id) return `id ${answer.id} instead of ${id}`
  if (answer.result === undefined) return 'no result'
  return body.includes(expects) ? undefined : `nothing of ${expects}`
}

/** The bytes of a request as an AI client of 2026-07-28 sends it. */
export function mcpRequest(
  url: string,
  { method, params, expects }: McpRequest,
  headers: Readonly<Record<string, string>> = {},
): LoadRequest {
  const { host, pathname } = new URL(url)
  const name = params['name']
  const body = (id: number) =>
    JSON.stringify({ method, params: { ...params, _meta: envelope }, jsonrpc: '2.0', id })
  const head = [
    `POST ${pathname} HTTP/1.1`,
    `host: ${host}`,
    'connection: keep-alive',
    'content-type: application/json',
    'accept: application/json, text/event-stream',
    `mcp-protocol-version: ${revision}`,
    `mcp-method: ${method}`,
    ...(typeof name === 'string' ? [`mcp-name: ${name}`] : []),
    ...Object.entries(headers).map(([key, value]) => `${key}: ${value}`),
    `content-length: ${body(1_000_000).length}`,
    '\r\n',
  ].join('\r\n')
  const [before, after] = body(1_000_000).split('1000000')
  return {
    bytes: (id) => `${head}${before}${id}${after}`,
    faultIn: (answer, id) => faultIn(answer, id, expects),
  }
}

/** The same bytes to a server that does not read them, and answers `bytes`. */
export function bareRequest(url: string, request: LoadRequest, bytes: number): LoadRequest {
  const { host } = new URL(url)
  const retarget = (text: string) =>
    text.replace(/^POST \S+/, `POST /${bytes}`).replace(/host: \S+/, `host: ${host}`)
  const sample = retarget(request.bytes(1_000_000))
  const [before, after] = sample.split('1000000')
  return {
    bytes: (id) => `${before}${id}${after}`,
    faultIn: ({ body }) => (body.length === bytes ? undefined : `${body.length} bytes`),
  }
}
