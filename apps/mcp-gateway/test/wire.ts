/** An answer of `/mcp` as it came over the wire. */
export interface WireAnswer {
  readonly status: number
  readonly headers: Headers
  /** The JSON-RPC message, whether it came as JSON or as an event. */
  readonly message: {
    readonly id?: unknown
    readonly result?: Record<string, unknown>
    readonly error?: { code: number; message: string; data?: Record<string, unknown> }
  }
}

/** Posts a body to `/mcp`, or to the path of the URL, as it is, and reads the one message that answers it. */
export async function post(
  gatewayUrl: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<WireAnswer> {
  const { pathname } = new URL(gatewayUrl)
  const response = await fetch(new URL(pathname === '/' ? '/mcp' : pathname, gatewayUrl), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body,
  })
  const text = await response.text()
  // A session's streams begin with an event that only marks their place.
  const json = /^data: (.+)$/m.exec(text)?.[1] ?? text
  return { status: response.status, headers: response.headers, message: JSON.parse(json || 'null') }
}

/** A request of the era before 2026-07-28, of which nothing has gone before. */
export const legacyRequest = (method: string, params: unknown = {}) =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })

/** A request of 2026-07-28, and the headers that have to go with it. */
export function modernRequest(
  method: string,
  params: Record<string, unknown> = {},
): [body: string, headers: Record<string, string>] {
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': {},
    'io.modelcontextprotocol/clientInfo': { name: 'wire-test', version: '1.0.0' },
  }
  const name = params['name'] ?? params['uri']
  return [
    JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta } }),
    {
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
      ...(typeof name === 'string' && { 'mcp-name': name }),
    },
  ]
}
