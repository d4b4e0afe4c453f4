import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport as OlderStdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { promptbin, testSettings } from './product.ts'

/** What became of a save: done, or nobody can know because the gateway died with it. */
export type SaveOutcome = 'saved' | 'unknown'

/** An official client that started `promptbin mcp`, and what it noticed. */
export interface StdioSession {
  /** The process that the client started. */
  readonly pid: number
  /** The methods of all notifications, in the order in which they came. */
  readonly told: string[]
  /** What an official client complains of: no JSON-RPC, or an answer that it did not ask for. */
  readonly faults: Error[]
  /** Makes one reading call after the other, of a kind that changes each time. */
  read(): Promise<void>
  /** Gives a prompt a new text by the tool that is not safe to repeat. */
  save(name: string, content: string): Promise<SaveOutcome>
  close(): Promise<void>
}

/** Which official client, and by which way it listens. */
export type SessionKind = 'v2, subscriptions/listen' | 'v2, legacy' | 'v1'

export const sessionKinds: readonly SessionKind[] = ['v2, subscriptions/listen', 'v2, legacy', 'v1']

const identity = { name: 'stdio-session', version: '1' }

/** What is followed by every session. */
export const followedUri = 'promptbin://prompts/greeting'

const command = (dataFolder: string, environment: Record<string, string>) => ({
  command: process.execPath,
  args: [promptbin, 'mcp', '--data-dir', dataFolder],
  env: { ...(process.env as Record<string, string>), ...testSettings, ...environment },
  stderr: 'inherit' as const,
})

/** Opens a session that follows the prompt `greeting` and the list. */
export async function openStdioSession(
  kind: SessionKind,
  dataFolder: string,
  environment: Record<string, string> = {},
): Promise<StdioSession> {
  const started = command(dataFolder, environment)
  const [client, transport] =
    kind === 'v1' ? await connectOlder(started) : await connectCurrent(started, kind)
  const told: string[] = []
  const faults: Error[] = []
  client.fallbackNotificationHandler = async ({ method }) => void told.push(method)
  client.onerror = (error) => void faults.push(error)
  if (kind === 'v2, subscriptions/listen') {
    const filter = { promptsListChanged: true, resourceSubscriptions: [followedUri] }
    await (client as Client).listen(filter)
  } else await client.subscribeResource({ uri: followedUri })
  // From here on the relay knows which tools only read.
  await client.listTools()
  let reads = 0
  return {
    pid: transport.pid ?? 0,
    told,
    faults,
    read: async () => {
      const ask = readings[reads % readings.length]
      reads += 1
      await ask?.(client as Client)
    },
    save: (name, content) => save(client as Client, name, content),
    close: () => client.close(),
  }
}

async function connectCurrent(
  started: ReturnType<typeof command>,
  kind: SessionKind,
): Promise<[Client, StdioClientTransport]> {
  const mode = kind === 'v2, legacy' ? 'legacy' : { pin: '2026-07-28' }
  const client = new Client(identity, { versionNegotiation: { mode } })
  const transport = new StdioClientTransport(started)
  await client.connect(transport)
  return [client, transport]
}

async function connectOlder(
  started: ReturnType<typeof command>,
): Promise<[OlderClient, OlderStdioClientTransport]> {
  const client = new OlderClient(identity)
  const transport = new OlderStdioClientTransport(started)
  // The v1 transports declare optional properties without `undefined`, unlike their interface.
  await client.connect(transport as Parameters<OlderClient['connect']>[0])
  return [client, transport]
}

/** Of the calls that both official clients name alike. */
const readings: readonly ((client: Client) => Promise<unknown>)[] = [
  (client) => client.listPrompts(),
  (client) => client.getPrompt({ name: 'greeting', arguments: { name: 'Ada' } }),
  (client) => client.readResource({ uri: followedUri }),
  (client) => client.callTool({ name: 'search_prompts', arguments: { query: 'greeting' } }),
  (client) => client.listTools(),
  (client) =>
    client.complete({
      ref: { type: 'ref/prompt', name: 'greeting' },
      argument: { name: 'name', value: '' },
    }),
]

async function save(client: Client, name: string, content: string): Promise<SaveOutcome> {
  try {
    const answer = await client.callTool({ name: 'save_prompt', arguments: { name, content } })
    if (answer.isError === true) throw new Error(JSON.stringify(answer.content))
    return 'saved'
  } catch (error) {
    const { data } = error as { data?: { code?: string } }
    if (data?.code === 'PB_RELAY_OUTCOME_UNKNOWN') return 'unknown'
    throw error
  }
}
