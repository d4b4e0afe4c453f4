import type { Config } from './config.ts'

/** Hosts to listen on that no client can ask for, and what this machine calls itself. */
const WILDCARDS: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }

/**
 * The address that people give to their AI clients, and the canonical URI of the MCP endpoint for
 * OAuth (RFC 8707): `mcp.public_url`, else what `mcp.host` and `mcp.port` make.
 */
export function mcpUrlOf({ mcp }: Pick<Config, 'mcp'>): string {
  const { publicUrl, host, port } = mcp
  if (publicUrl !== '') return publicUrl
  const name = WILDCARDS[host] ?? (host.includes(':') ? `[${host}]` : host)
  return `http://${name}:${port}/mcp`
}
