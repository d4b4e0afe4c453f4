import { Client, StreamableHTTPClientTransport, type Transport } from '@modelcontextprotocol/client'
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as OlderTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { lineTransport } from './line-client-transport.ts'

/** What a client was told without asking. */
export interface Told {
  readonly method: string
  readonly uri?: string
}

/** A client that notes what it is told. */
export interface Listener {
  readonly told: Told[]
  close(): Promise<void>
}

/** One way for a client to hear of changes; `uris` are the resources it follows. */
export interface ListenerKind {
  readonly title: string
  listen(gatewayUrl: string, uris: readonly string[]): Promise<Listener>
}

const identity = { name: 'listener', version: '1.0.0' }

const noted = (told: Told[]) => async (notification: { method: string; params?: unknown }) => {
  const { uri } = Object(notification.params) as { uri?: string }
  told.push({ method: notification.method, ...(uri !== undefined && { uri }) })
}

async function modern(transport: Transport, uris: readonly string[]): Promise<Listener> {
  const told: Told[] = []
  const client = new Client(identity, { versionNegotiation: { mode: { pin: '2026-07-28' } } })
  client.fallbackNotificationHandler = noted(told)
  await client.connect(transport)
  const subscription = await client.listen({
    toolsListChanged: true,
    promptsListChanged: true,
    resourcesListChanged: true,
    resourceSubscriptions: [...uris],
  })
  return {
    told,
    close: async () => {
      await subscription.close()
      await client.close()
    },
  }
}

async function legacy(transport: Transport, uris: readonly string[]): Promise<Listener> {
  const told: Told[] = []
  const client = new Client(identity, { versionNegotiation: { mode: 'legacy' } })
  client.fallbackNotificationHandler = noted(told)
  await client.connect(transport)
  for (const uri of uris) await client.subscribeResource({ uri })
  return { told, close: () => client.close() }
}

async function older(transport: object, uris: readonly string[]): Promise<Listener> {
  const told: Told[] = []
  const client = new OlderClient(identity)
  client.fallbackNotificationHandler = noted(told)
  // The transports of v1 declare optional properties without `undefined`, unlike their interface.
  await client.connect(transport as Parameters<OlderClient['connect']>[0])
  for (const uri of uris) await client.subscribeResource({ uri })
  return { told, close: () => client.close() }
}

const mcpOf = (gatewayUrl: string) => new URL('/mcp', gatewayUrl)
const http = (gatewayUrl: string) => new StreamableHTTPClientTransport(mcpOf(gatewayUrl))

/** Both eras and both generations of the SDK, over HTTP and over lines. */
export const listenerKinds: readonly ListenerKind[] = [
  { title: 'v2 client, 2026-07-28, HTTP', listen: (url, uris) => modern(http(url), uris) },
  { title: 'v2 client, legacy, HTTP', listen: (url, uris) => legacy(http(url), uris) },
  {
    title: 'v1 client, HTTP',
    listen: (url, uris) => older(new OlderTransport(mcpOf(url)), uris),
  },
  {
    title: 'v2 client, 2026-07-28, lines',
    listen: async (url, uris) => modern(await lineTransport(url), uris),
  },
  {
    title: 'v2 client, legacy, lines',
    listen: async (url, uris) => legacy(await lineTransport(url), uris),
  },
  {
    title: 'v1 client, lines',
    listen: async (url, uris) => older(await lineTransport(url), uris),
  },
]
