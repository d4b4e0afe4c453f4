import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { probeClient, type Visit } from './round-trip.ts'

/** The revision that the current client speaks, without falling back to an older one. */
const revision = '2026-07-28'

/** Visits the gateway with the current client (MCP 2026-07-28, which has no sessions). */
export const visitModern: Visit = async ({ mcpUrl, key, version, timeoutMs: timeout }, signal) => {
  const client = new Client(
    { name: probeClient, version },
    { versionNegotiation: { mode: { pin: revision } } },
  )
  const transport = new StreamableHTTPClientTransport(new URL(mcpUrl), {
    requestInit: { ...(key !== null && { headers: { authorization: `Bearer ${key}` } }) },
  })
  const options = { timeout, signal }
  try {
    await client.connect(transport, options)
    const agreed = client.getNegotiatedProtocolVersion() ?? null
    await client.request({ method: 'prompts/list', params: {} }, options)
    await client.request({ method: 'tools/list', params: {} }, options)
    return agreed
  } finally {
    await client.close()
  }
}
