import { legacyRequest, post, type WireAnswer } from './wire.ts'

/** A session as a client of the era before 2026-07-28 opens it, by hand. */
export interface WireSession {
  readonly id: string
  readonly headers: Readonly<Record<string, string>>
  /** Asks one thing within the session. */
  ask(method: string, params?: unknown, id?: unknown): Promise<WireAnswer>
  /** Posts a body as it is. */
  post(body: string): Promise<WireAnswer>
}

export interface OpenOptions {
  readonly version?: string
  readonly capabilities?: object
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The parameters of `initialize`. */
export const initializeParams = (version = '2025-11-25', capabilities: object = {}) => ({
  protocolVersion: version,
  capabilities,
  clientInfo: { name: 'wire-session', version: '1.0.0' },
})

/** Makes the handshake; throws what the gateway refuses it with. */
export async function openSession(
  gatewayUrl: string,
  { version, capabilities, path = '/mcp', headers = {} }: OpenOptions = {},
): Promise<WireSession> {
  const initialize = legacyRequest('initialize', initializeParams(version, capabilities))
  const url = new URL(path, gatewayUrl).href
  const opened = await post(url, initialize, headers)
  const id = opened.headers.get('mcp-session-id')
  if (id === null) throw new Error(JSON.stringify(opened))
  const all = { ...headers, 'mcp-session-id': id }
  const send = (body: string) => post(url, body, all)
  await fetch(url, {
    method: 'POST',
    headers: {
      ...all,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' }),
  })
  return {
    id,
    headers: all,
    post: send,
    ask: (method, params = {}, requestId: unknown = 1) =>
      send(JSON.stringify({ jsonrpc: '2.0', id: requestId, method, params })),
  }
}
