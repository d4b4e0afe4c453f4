import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'

/**
 * The canonical URI of the MCP endpoint. Where its port was to be any free one, it is known once
 * the app listens.
 */
export function canonicalUrl({ server }: FastifyInstance, mcpUrl: string): string {
  const url = new URL(mcpUrl)
  const address = server.address() as AddressInfo | null
  if (url.port !== '0' || address === null) return mcpUrl
  url.port = String(address.port)
  return url.href
}
