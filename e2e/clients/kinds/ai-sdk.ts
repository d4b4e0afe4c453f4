import { createMCPClient, type MCPTransport } from '@ai-sdk/mcp'
import { Experimental_StdioMCPTransport as StdioTransport } from '@ai-sdk/mcp/mcp-stdio'
import {
  type ClientKind,
  contentOf,
  type MatrixClient,
  type Target,
  textOf,
  urlOf,
  type Way,
} from '../client-kind.ts'
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
    prompts: async () => (await client.listPrompts()).prompts,
    promptText: async (name, values) =>
      textOf((await client.getPrompt({ name, arguments: values })).messages),
    complete: async (prompt, name, value) => {
      const ref = { type: 'ref/prompt', name: prompt } as const
      return (await client.complete({ ref, argument: { name, value } })).completion.values
    },
    templates: async () =>
      (await client.listResourceTemplates()).resourceTemplates.map(
        ({ uriTemplate }) => uriTemplate,
      ),
    resourceText: async (uri) => contentOf((await client.readResource({ uri })).contents),
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: async (name, values) => {
      const answer: object = await client.callTool({ name, arguments: values })
      return answer
    },
    close: () => client.close(),
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
