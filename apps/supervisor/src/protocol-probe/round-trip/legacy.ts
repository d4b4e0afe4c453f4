import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { probeClient, type Visit } from './round-trip.ts'

/** Visits the gateway with the older client (MCP 2025-11-25), whose session is ended with it. */
export const visitLegacy: Visit = async ({ mcpUrl, key, version, timeoutMs: timeout }, signal) => {
  const client = new Client({ name: probeClient, version })
  const transport = new StreamableHTTPClientTransport(new URL(mcpUrl), {
    requestInit: { ...(key !== null && { headers: { authorization: `Bearer ${key}` } }) },
  })
  const options = { timeout, signal }
  try {
    // The transport declares optional properties without `undefined`, unlike its interface.
    await client.connect(transport as Parameters<typeof client.connect>[0], options)
    await client.listPrompts({}, options)
    await client.listTools({}, options)
    return transport.protocolVersion ?? null
  } finally {
    // It would hold a place among `mcp.max_connections` until it times out.
    await transport.terminateSession()
    await client.close()
  }
}
