import type { Config } from '../config.ts'
import { urlHost } from './url-host.ts'

/**
 * The address that people give to their AI clients, and the canonical URI of the MCP endpoint for
 * OAuth (RFC 8707): `mcp.public_url`, else what `mcp.host` and `mcp.port` make.
 */
export function mcpUrlOf({ mcp }: Pick<Config, 'mcp'>): string {
  const { publicUrl, host, port } = mcp
  return publicUrl === '' ? `http://${urlHost(host)}:${port}/mcp` : publicUrl
}
