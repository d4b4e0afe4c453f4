import {
  Client,
  type ClientCapabilities,
  type ElicitResult,
  InMemoryTransport,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client'
import { createMcpHandler } from '@modelcontextprotocol/server'
import { createPromptClient, type PromptClient } from '@promptbin/prompt-client'
import type { Principal } from '@promptbin/security'
import { type Profile, wholeLibrary } from '../src/mcp/profiles/profile.ts'
import { createServerFactory, type ServerPlugin } from '../src/mcp/server.ts'
import { createOperationTrace } from '../src/tracing/operation-trace.ts'

/** A form as a client shows it. */
export interface ShownForm {
  readonly message: string
  readonly requestedSchema: {
    readonly properties: Readonly<Record<string, { readonly default?: unknown }>>
  }
}

/** How a test connects a client, and as whom. */
export interface Visit {
  readonly era: 'modern' | 'legacy'
  readonly name?: string
  readonly profile?: Profile
  readonly principal?: Principal
  readonly capabilities?: ClientCapabilities
  /** Answers the forms that are shown. */
  readonly onForm?: (form: ShownForm) => ElicitResult | Promise<ElicitResult>
}

/** What MCP serves of a prompt-web, without the ways in: clients meet it within the test's process. */
export interface Served {
  readonly library: PromptClient
  connect(visit: Visit): Promise<Client>
  stop(): Promise<void>
}

/** Serves a prompt-web as the gateway does, with what plugins add. */
export function serve(webUrl: string, plugins: readonly ServerPlugin[] = []): Served {
  const library = createPromptClient({ baseUrl: webUrl, timeoutMs: 10_000 })
  const { serverFactoryFor } = createServerFactory({
    library,
    version: '1.2.3',
    webUrl,
    requestTimeoutMs: 10_000,
    onOperation: () => {},
    trace: createOperationTrace(undefined),
    plugins,
  })
  const ends: (() => Promise<void>)[] = []

  async function connectLegacy(client: Client, { profile, principal }: Visit) {
    const [near, far] = InMemoryTransport.createLinkedPair()
    const make = serverFactoryFor('pipe', profile ?? wholeLibrary, principal)
    const server = await make({ era: 'legacy' })
    await server.connect(far as never)
    await client.connect(near)
  }

  async function connectModern(client: Client, { profile, principal }: Visit) {
    const handler = createMcpHandler(serverFactoryFor('tcp', profile ?? wholeLibrary, principal), {
      legacy: 'reject',
    })
    const fetch = (url: string | URL, init?: RequestInit) => handler.fetch(new Request(url, init))
    await client.connect(
      new StreamableHTTPClientTransport(new URL('http://mcp.test/mcp'), { fetch }),
    )
    ends.push(() => handler.close())
  }

  return {
    library,
    connect: async (visit) => {
      const { era, name = 'served-test', onForm } = visit
      const capabilities = visit.capabilities ?? (onForm ? { elicitation: { form: {} } } : {})
      const mode = era === 'modern' ? { pin: '2026-07-28' } : 'legacy'
      const client = new Client(
        { name, version: '1.0.0' },
        { capabilities, versionNegotiation: { mode } },
      )
      if (onForm)
        client.setRequestHandler('elicitation/create', ({ params }) => onForm(params as ShownForm))
      await (era === 'modern' ? connectModern(client, visit) : connectLegacy(client, visit))
      ends.push(() => client.close())
      return client
    },
    stop: async () => {
      for (const end of ends.toReversed()) await end()
      await library.close()
    },
  }
}
