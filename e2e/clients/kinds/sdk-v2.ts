import { Client, StreamableHTTPClientTransport, type Transport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { type ClientKind, type MatrixClient, type Target, urlOf, type Way } from '../client-kind.ts'
import { questionsOf } from '../questions.ts'
import { stdioCommand } from '../stdio-command.ts'

const modern = '2026-07-28'
const legacy = '2025-11-25'

export type Mode = 'legacy' | 'auto' | { readonly pin: string }

/** Begins to listen in the way of the era. */
async function listen(client: Client): Promise<{ readonly changed: Promise<void> }> {
  const { promise, resolve } = Promise.withResolvers<void>()
  client.setNotificationHandler('notifications/prompts/list_changed', async () => resolve())
  if (client.getNegotiatedProtocolVersion() === modern) {
    await client.listen({ promptsListChanged: true })
  }
  return { changed: promise }
}

/** The current client, over a transport that leads to the product. */
export async function connectCurrent(transport: Transport, mode: Mode): Promise<MatrixClient> {
  const client = new Client(
    { name: 'client-matrix', version: '1.0.0' },
    { versionNegotiation: { mode } },
  )
  await client.connect(transport)
  return {
    ...questionsOf(client),
    call: (name, values) => client.callTool({ name, arguments: values }),
    listen: () => listen(client),
  }
}

const transportFor = (target: Target, way: Way): Transport =>
  way === 'stdio'
    ? new StdioClientTransport(stdioCommand(target))
    : new StreamableHTTPClientTransport(urlOf(target, way))

const kind = (mode: Mode, way: Way, speaks: string): ClientKind => ({
  client: '@modelcontextprotocol/client',
  version: '2.4.0',
  mode: typeof mode === 'string' ? mode : `pinned to ${mode.pin}`,
  way,
  speaks,
  completes: true,
  // What is asked over HTTP without a session leaves no way back.
  hears: way !== 'HTTP, stateless' || speaks === modern,
  connect: (target) => connectCurrent(transportFor(target, way), mode),
})

const ways: readonly Way[] = ['HTTP, session', 'HTTP, stateless', 'stdio']

/** The current official client in both eras. */
export const sdkV2Kinds: readonly ClientKind[] = ways.flatMap((way) => [
  kind('legacy', way, legacy),
  kind('auto', way, modern),
  kind({ pin: modern }, way, modern),
])
