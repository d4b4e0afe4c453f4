import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport as OlderStdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport as OlderStreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { promptbin } from './product.ts'

/** Where a client finds the product. */
export interface Target {
  readonly mcpUrl: string
  readonly dataFolder: string
}

/** What the tests ask of any client; the official clients answer it as they are. */
export interface ConnectedClient {
  readonly protocolVersion: string | undefined
  listPrompts(cursor?: string): Promise<{
    readonly prompts: readonly { readonly name: string }[]
    readonly nextCursor?: string | undefined
  }>
  /** The text of the prompt's first message. */
  promptText(name: string, values?: Record<string, string>): Promise<string>
  callTool(name: string, values: Record<string, unknown>): Promise<unknown>
  close(): Promise<void>
}

/** One way for an AI client to connect. */
export interface ClientKind {
  readonly title: string
  connect(target: Target): Promise<ConnectedClient>
}

const identity = { name: 'promptbin-e2e', version: '1.0.0' }

const stdioCommand = ({ dataFolder }: Target) => ({
  command: process.execPath,
  args: [promptbin, 'mcp', '--data-dir', dataFolder],
  stderr: 'inherit' as const,
})

function textOf(result: { messages: readonly { content: { type: string } }[] }): string {
  const content = result.messages[0]?.content as { type: string; text?: string } | undefined
  if (content?.type !== 'text') throw new Error('the first message has no text')
  return content.text ?? ''
}

async function connectCurrent(
  transport: StreamableHTTPClientTransport | StdioClientTransport,
  mode: 'legacy' | { pin: string },
): Promise<ConnectedClient> {
  const client = new Client(identity, { versionNegotiation: { mode } })
  await client.connect(transport)
  return {
    protocolVersion: client.getNegotiatedProtocolVersion(),
    listPrompts: (cursor) => client.listPrompts(cursor ? { cursor } : undefined),
    promptText: async (name, values = {}) =>
      textOf(await client.getPrompt({ name, arguments: values })),
    callTool: (name, values) => client.callTool({ name, arguments: values }),
    close: () => client.close(),
  }
}

async function connectOlder(
  transport: OlderStreamableHTTPClientTransport | OlderStdioClientTransport,
): Promise<ConnectedClient> {
  const client = new OlderClient(identity)
  // The v1 transports declare optional properties without `undefined`, unlike their interface.
  await client.connect(transport as Parameters<OlderClient['connect']>[0])
  return {
    protocolVersion: undefined,
    listPrompts: (cursor) => client.listPrompts(cursor ? { cursor } : {}),
    promptText: async (name, values = {}) =>
      textOf(await client.getPrompt({ name, arguments: values })),
    callTool: (name, values) => client.callTool({ name, arguments: values }),
    close: () => client.close(),
  }
}

const modern = { pin: '2026-07-28' }

/** Every client of the promise: the current one in both eras and the older one, each both ways. */
export const clientKinds: readonly ClientKind[] = [
  {
    title: 'the current client, 2026-07-28, over HTTP',
    connect: ({ mcpUrl }) =>
      connectCurrent(new StreamableHTTPClientTransport(new URL(mcpUrl)), modern),
  },
  {
    title: 'the current client, 2026-07-28, over stdio',
    connect: (target) => connectCurrent(new StdioClientTransport(stdioCommand(target)), modern),
  },
  {
    title: 'the current client, 2025-11-25, over HTTP',
    connect: ({ mcpUrl }) =>
      connectCurrent(new StreamableHTTPClientTransport(new URL(mcpUrl)), 'legacy'),
  },
  {
    title: 'the current client, 2025-11-25, over stdio',
    connect: (target) => connectCurrent(new StdioClientTransport(stdioCommand(target)), 'legacy'),
  },
  {
    title: 'the older client, over HTTP',
    connect: ({ mcpUrl }) => connectOlder(new OlderStreamableHTTPClientTransport(new URL(mcpUrl))),
  },
  {
    title: 'the older client, over stdio',
    connect: (target) => connectOlder(new OlderStdioClientTransport(stdioCommand(target))),
  },
]
