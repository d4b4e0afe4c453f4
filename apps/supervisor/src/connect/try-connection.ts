import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import type { Connection } from './clients/client.ts'

/** What PromptBin answered to a client that came by an entry. */
export interface TriedConnection {
  readonly server: string
  readonly version: string
  /** On the first page. */
  readonly prompts: number
  readonly durationMs: number
}

/** A start of the whole product on a slow machine is over by then. */
const timeoutMs = 60_000

/**
 * Does what a client does with an entry: starts the program or asks the address, initialises, and lists
 * the prompts. Rejects with what went wrong, the last words of the program among it.
 */
export async function tryConnection(
  connection: Connection,
  version: string,
): Promise<TriedConnection> {
  const startedAt = performance.now()
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js')
  const { transport, lastWords } = await openTransport(connection)
  const client = new Client({ name: 'promptbin-connect', version })
  const options = { timeout: timeoutMs }
  try {
    await client.connect(transport, options)
    const { prompts } = await client.listPrompts({}, options)
    const server = client.getServerVersion()
    return {
      server: server?.name ?? 'unknown',
      version: server?.version ?? 'unknown',
      prompts: prompts.length,
      durationMs: Math.round(performance.now() - startedAt),
    }
  } catch (error) {
    const words = lastWords()
    const message = error instanceof Error ? error.message : String(error)
    throw new Error(words === '' ? message : `${message} (${words})`, { cause: error })
  } finally {
    await client.close()
  }
}

interface OpenTransport {
  readonly transport: Transport
  /** What the program said of itself last; empty where there is none. */
  readonly lastWords: () => string
}

async function openTransport(connection: Connection): Promise<OpenTransport> {
  if (connection.transport === 'http') {
    const { StreamableHTTPClientTransport } = await import(
      '@modelcontextprotocol/sdk/client/streamableHttp.js'
    )
    const transport = new StreamableHTTPClientTransport(new URL(connection.url))
    // The transport declares optional properties without `undefined`, unlike its interface.
    return { transport: transport as Transport, lastWords: () => '' }
  }
  const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js')
  const transport = new StdioClientTransport({
    command: connection.command,
    args: [...connection.arguments],
    stderr: 'pipe',
  })
  let said = ''
  transport.stderr?.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-mostWords)
  })
  return { transport, lastWords: () => said.trim() }
}

/** Enough for an error with its hint. */
const mostWords = 500
