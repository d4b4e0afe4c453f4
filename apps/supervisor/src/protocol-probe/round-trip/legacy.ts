import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { probeClient, type Question, type Visit } from './round-trip.ts'

/** Visits PromptBin with the older client (MCP 2025-11-25), whose session is ended with it. */
export const visitLegacy: Visit = async (question, signal) => {
  const { version, timeoutMs: timeout } = question
  const client = new Client({ name: probeClient, version })
  const { transport, leave, agreed } = await openTransport(question)
  const options = { timeout, signal }
  try {
    // The transport declares optional properties without `undefined`, unlike its interface.
    await client.connect(transport as Parameters<typeof client.connect>[0], options)
    await client.listPrompts({}, options)
    await client.listTools({}, options)
    return agreed() ?? null
  } finally {
    await leave()
    await client.close()
  }
}

async function openTransport({ mcpUrl, program, key }: Question) {
  if (program === null) {
    const transport = new StreamableHTTPClientTransport(new URL(mcpUrl), {
      requestInit: { ...(key !== null && { headers: { authorization: `Bearer ${key}` } }) },
    })
    return {
      transport,
      agreed: () => transport.protocolVersion,
      // The session would hold a place among `mcp.max_connections` until it times out.
      leave: () => transport.terminateSession(),
    }
  }
  const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js')
  const { command, arguments: args } = program
  let agreed: string | undefined
  const transport = new StdioClientTransport({ command, args: [...args], stderr: 'ignore' })
  // What was agreed on a client tells its transport, which by stdio has no use for it.
  const told = Object.assign(transport, {
    setProtocolVersion: (version: string) => {
      agreed = version
    },
  })
  return { transport: told, agreed: () => agreed, leave: async () => {} }
}
