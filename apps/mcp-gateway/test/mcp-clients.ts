import { fileURLToPath } from 'node:url'
import { Client, StreamableHTTPClientTransport, type Transport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport as OlderStdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport as OlderStreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { lineTransport } from './line-client-transport.ts'

/** Where the gateway and its library are. */
export interface Target {
  readonly gatewayUrl: string
  readonly webUrl: string
}

/** What both generations of the client can do, as far as the tests ask for it. */
export type AnyClient = Pick<
  Client,
  | 'getPrompt'
  | 'listPrompts'
  | 'listResources'
  | 'listResourceTemplates'
  | 'readResource'
  | 'listTools'
  | 'callTool'
  | 'getServerCapabilities'
  | 'getInstructions'
  | 'close'
>

/** One client over one transport. */
export interface ClientKind {
  readonly title: string
  readonly protocolVersion: string
  connect(target: Target): Promise<AnyClient>
}

const identity = { name: 'gateway-test', version: '1.0.0' }

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url))

const command = ({ webUrl }: Target) => ({
  command: process.execPath,
  args: [main, '--stdio'],
  env: { PROMPTBIN_MCP_WEB_URL: webUrl, PROMPTBIN_LOGGING_LEVEL: 'error' },
})

async function connectCurrent(transport: Transport, mode: 'auto' | 'legacy' | { pin: string }) {
  const client = new Client(identity, { versionNegotiation: { mode } })
  await client.connect(transport)
  return client
}

async function connectOlder(transport: object) {
  const client = new OlderClient(identity)
  // The transports of v1 declare optional properties without `undefined`, unlike their interface.
  await client.connect(transport as Parameters<OlderClient['connect']>[0])
  return client as unknown as AnyClient
}

const http = ({ gatewayUrl }: Target) =>
  new StreamableHTTPClientTransport(new URL('/mcp', gatewayUrl))
const socket = ({ gatewayUrl }: Target) => lineTransport(gatewayUrl)

const modern = { pin: '2026-07-28' }

/** The current client in both eras and the older one, over each of the three ways in. */
export const clientKinds: readonly ClientKind[] = [
  {
    title: 'v2 client, negotiating, HTTP',
    protocolVersion: '2026-07-28',
    connect: (target) => connectCurrent(http(target), 'auto'),
  },
  {
    title: 'v2 client, pinned, HTTP',
    protocolVersion: '2026-07-28',
    connect: (target) => connectCurrent(http(target), modern),
  },
  {
    title: 'v2 client, legacy, HTTP',
    protocolVersion: '2025-11-25',
    connect: (target) => connectCurrent(http(target), 'legacy'),
  },
  {
    title: 'v1 client, HTTP',
    protocolVersion: '2025-11-25',
    connect: ({ gatewayUrl }) =>
      connectOlder(new OlderStreamableHTTPClientTransport(new URL('/mcp', gatewayUrl))),
  },
  {
    title: 'v2 client, negotiating, --stdio',
    protocolVersion: '2026-07-28',
    connect: (target) => connectCurrent(new StdioClientTransport(command(target)), 'auto'),
  },
  {
    title: 'v2 client, legacy, --stdio',
    protocolVersion: '2025-11-25',
    connect: (target) => connectCurrent(new StdioClientTransport(command(target)), 'legacy'),
  },
  {
    title: 'v1 client, --stdio',
    protocolVersion: '2025-11-25',
    connect: (target) => connectOlder(new OlderStdioClientTransport(command(target))),
  },
  {
    title: 'v2 client, pinned, upgraded connection',
    protocolVersion: '2026-07-28',
    connect: async (target) => connectCurrent(await socket(target), modern),
  },
  {
    title: 'v2 client, legacy, upgraded connection',
    protocolVersion: '2025-11-25',
    connect: async (target) => connectCurrent(await socket(target), 'legacy'),
  },
  {
    title: 'v1 client, upgraded connection',
    protocolVersion: '2025-11-25',
    connect: async ({ gatewayUrl }) => connectOlder(await lineTransport(gatewayUrl)),
  },
]
