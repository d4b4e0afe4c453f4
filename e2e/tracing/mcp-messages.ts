import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { promptbin, testSettings } from '../product.ts'

export type Era = '2026-07-28' | '2025-11-25'

/** One MCP request as a client sends it, ids and all. */
export interface McpMessage {
  readonly method: string
  readonly params: Readonly<Record<string, unknown>>
  /** Besides what its era wants there: `traceparent`, `tracestate`. */
  readonly meta?: Readonly<Record<string, string>> | undefined
}

/** What came back, as it came. */
export interface McpAnswer {
  readonly requestId: string
  readonly traceResponse: string
  readonly message: {
    readonly result?: Readonly<Record<string, unknown>>
    readonly error?: { readonly code: number; readonly data?: Readonly<Record<string, unknown>> }
  }
}

const identity = { name: 'tracing-test', version: '1.0.0' }

const envelope = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
  'io.modelcontextprotocol/clientInfo': identity,
}

function bodyOf(era: Era, { method, params, meta }: McpMessage): string {
  const _meta = { ...(era === '2026-07-28' && envelope), ...meta }
  return JSON.stringify({ jsonrpc: '2.0', id: 4711, method, params: { ...params, _meta } })
}

const initialize = {
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: identity },
}

async function post(mcpUrl: string, body: string, headers: Readonly<Record<string, string>>) {
  const response = await fetch(mcpUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body,
  })
  const text = await response.text()
  const json = [...text.matchAll(/^data: (\{.+)$/gm)].at(-1)?.[1] ?? text
  return { headers: response.headers, message: JSON.parse(json || 'null') }
}

/** Asks over HTTP; a client of the era before 2026-07-28 opens a session for it. */
export async function askOverHttp(
  mcpUrl: string,
  era: Era,
  message: McpMessage,
  headers: Readonly<Record<string, string>> = {},
): Promise<McpAnswer> {
  const own = era === '2026-07-28' ? modernHeaders(message) : await openSession(mcpUrl)
  const answer = await post(mcpUrl, bodyOf(era, message), { ...own, ...headers })
  return {
    requestId: answer.headers.get('x-request-id') ?? '',
    traceResponse: answer.headers.get('traceresponse') ?? '',
    message: answer.message,
  }
}

function modernHeaders({ method, params }: McpMessage): Record<string, string> {
  const { name } = params
  const named = typeof name === 'string' ? { 'mcp-name': name } : undefined
  return { 'mcp-protocol-version': '2026-07-28', 'mcp-method': method, ...named }
}

async function openSession(mcpUrl: string): Promise<Record<string, string>> {
  const { headers } = await post(mcpUrl, bodyOf('2025-11-25', initialize), {})
  const session = {
    'mcp-session-id': headers.get('mcp-session-id') ?? '',
    'mcp-protocol-version': '2025-11-25',
  }
  const initialized = { jsonrpc: '2.0', method: 'notifications/initialized' }
  await post(mcpUrl, JSON.stringify(initialized), session)
  return session
}

/** Asks over the standard streams of `promptbin mcp`, each time of a new one. */
export async function askOverStdio(
  dataFolder: string,
  era: Era,
  message: McpMessage,
): Promise<McpAnswer['message']> {
  const child = spawn(process.execPath, [promptbin, 'mcp', '--data-dir', dataFolder], {
    env: { ...process.env, ...testSettings },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ask = async (body: string): Promise<McpAnswer['message']> => {
    child.stdin.write(`${body}\n`)
    const { value } = await lines.next()
    return JSON.parse(String(value))
  }
  if (era === '2025-11-25') {
    await ask(bodyOf(era, initialize))
    child.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n')
  }
  const answer = await ask(bodyOf(era, message))
  const ended = once(child, 'exit')
  child.stdin.end()
  await ended
  return answer
}
