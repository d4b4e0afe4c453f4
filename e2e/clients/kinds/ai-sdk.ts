import { createMCPClient, type MCPTransport } from '@ai-sdk/mcp'
import { Experimental_StdioMCPTransport as StdioTransport } from '@ai-sdk/mcp/mcp-stdio'
import { type ClientKind, type MatrixClient, type Target, urlOf, type Way } from '../client-kind.ts'
import { questionsOf } from '../questions.ts'
import { stdioCommand } from '../stdio-command.ts'

const transportFor = (
  target: Target,
  way: Way,
): MCPTransport | { readonly type: 'http'; readonly url: string } =>
  way === 'stdio'
    ? new StdioTransport(stdioCommand(target))
    : { type: 'http', url: urlOf(target, way).href }

async function connect(target: Target, way: Way): Promise<MatrixClient> {
  const client = await createMCPClient({
    transport: transportFor(target, way),
    clientName: 'client-matrix',
  })
  return {
    ...questionsOf(client),
    call: async (name, values) => {
      const answer: object = await client.callTool({ name, arguments: values })
      return answer
    },
  }
}

const ways: readonly Way[] = ['HTTP, session', 'HTTP, stateless', 'stdio']

/** A client that shares no code with the official ones. */
export const aiSdkKinds: readonly ClientKind[] = ways.map((way) => ({
  client: '@ai-sdk/mcp',
  version: '2.0.99',
  mode: '',
  way,
  speaks: '2026-07-28',
  completes: true,
  hears: false,
  connect: (target) => connect(target, way),
}))
