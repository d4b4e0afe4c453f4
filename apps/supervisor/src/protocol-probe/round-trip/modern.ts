import { Client, StreamableHTTPClientTransport, type Transport } from '@modelcontextprotocol/client'
import { probeClient, type Question, type Visit } from './round-trip.ts'

/** The revision that the current client speaks, without falling back to an older one. */
const revision = '2026-07-28'

/** Visits PromptBin with the current client (MCP 2026-07-28, which has no sessions). */
export const visitModern: Visit = async (question, signal) => {
  const { version, timeoutMs: timeout } = question
  const client = new Client(
    { name: probeClient, version },
    { versionNegotiation: { mode: { pin: revision } } },
  )
  const options = { timeout, signal }
  try {
    await client.connect(await transportFor(question), options)
    const agreed = client.getNegotiatedProtocolVersion() ?? null
    await client.request({ method: 'prompts/list', params: {} }, options)
    await client.request({ method: 'tools/list', params: {} }, options)
    return agreed
  } finally {
    await client.close()
  }
}

async function transportFor({ mcpUrl, program, key }: Question): Promise<Transport> {
  if (program === null) {
    return new StreamableHTTPClientTransport(new URL(mcpUrl), {
      requestInit: { ...(key !== null && { headers: { authorization: `Bearer ${key}` } }) },
    })
  }
  const { StdioClientTransport } = await import('@modelcontextprotocol/client/stdio')
  const { command, arguments: args } = program
  return new StdioClientTransport({ command, args: [...args], stderr: 'ignore' })
}
