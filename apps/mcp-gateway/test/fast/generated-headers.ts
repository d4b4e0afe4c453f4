import fc from 'fast-check'
import { often } from './generated-json.ts'

export const revision = '2026-07-28'

/** What a client of the revision has to send, as it is or changed. */
export const headerChange = often<Readonly<Record<string, string | undefined>>>(
  fc.constantFrom(
    {},
    { accept: 'application/json, text/event-stream' },
    { 'user-agent': 'property/1.0' },
  ),
  fc.constantFrom<Readonly<Record<string, string | undefined>>[]>(
    { 'mcp-protocol-version': undefined },
    { 'mcp-protocol-version': '2025-11-25' },
    { 'mcp-protocol-version': ` ${revision} ` },
    { 'mcp-method': undefined },
    { 'mcp-method': 'prompts/list' },
    { 'mcp-name': undefined },
    { 'mcp-name': 'other' },
    { 'mcp-name': '=?base64?Z3JlZXRpbmc=?=' },
    { 'mcp-name': '=?base64?%%%?=' },
    { 'content-type': 'application/json; charset=utf-8' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/jsonp' },
    { 'mcp-session-id': 'nothing' },
    { 'mcp-param-query': 'tea' },
    { 'x-request-timeout-ms': '5000' },
    { 'x-request-timeout-ms': 'soon' },
    { accept: 'text/event-stream' },
    { 'last-event-id': '7' },
    { 'user-agent': 'claude-code/2.1.0' },
  ),
)

const isHeader = (value: unknown): value is string =>
  typeof value === 'string' && /^[\x20-\x7e]*$/.test(value)

export function headersFor(method: string, params: object): Readonly<Record<string, string>> {
  const { name, uri } = params as { readonly name?: unknown; readonly uri?: unknown }
  const named = method === 'prompts/list' ? undefined : (name ?? uri)
  return {
    'content-type': 'application/json',
    'mcp-protocol-version': revision,
    'mcp-method': method,
    ...(isHeader(named) && { 'mcp-name': named }),
  }
}

export const defined = (headers: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
