import type { McpServerFactory, ServerContext } from '@modelcontextprotocol/server'
import { ObservedServer } from '../../mcp/observed-server.ts'
import type { Asker } from '../../mcp/operation.ts'
import { type Answer, type MuxRequest, MuxTransport, modernRevision } from './mux-transport.ts'

/** One server of the SDK for many requests at once, where the SDK's recipe makes one for each. */
export interface Mux {
  /** See `MuxTransport.ask`. */
  ask(request: MuxRequest): Promise<Answer>
  /** Who sends a request, as its handler is told. */
  askerOf(request: MuxRequest): Asker
  readonly underWay: number
  close(): Promise<void>
}

/** The part of a request's context that tells who sends it. */
function contextOf({ message, authInfo }: MuxRequest): ServerContext {
  const context = { mcpReq: { envelope: message.params?._meta }, http: authInfo && { authInfo } }
  return context as unknown as ServerContext
}

/** Makes the server with the factory that makes all others, so that it answers as they do. */
async function createMux(factory: McpServerFactory): Promise<Mux> {
  const server = await factory({ era: 'modern' })
  if (!(server instanceof ObservedServer)) throw new TypeError('The factory is not ours.')
  server.alsoSpeak(modernRevision)
  const transport = new MuxTransport()
  server.tellIds((id) => transport.clientIdOf(id))
  await server.connect(transport)
  return {
    ask: (request) => transport.ask(request),
    askerOf: (request) => server.askerOf(contextOf(request)),
    get underWay() {
      return transport.underWay
    },
    close: () => server.close(),
  }
}

/** A mux for each profile that is asked for. */
export interface Muxes {
  /** That of a profile, `null` for the whole library; undefined if there is no such profile. */
  of(profile: string | null): Promise<Mux> | undefined
  close(): Promise<void>
}

/** Makes each mux when it is first needed. */
export function createMuxes(
  factoryFor: (profile: string | null) => McpServerFactory | undefined,
): Muxes {
  const muxes = new Map<string | null, Promise<Mux>>()
  return {
    of: (profile) => {
      const factory = factoryFor(profile)
      // Anybody may ask for any profile; only those that exist are remembered.
      if (!factory) return undefined
      const mux = muxes.get(profile) ?? createMux(factory)
      muxes.set(profile, mux)
      return mux
    },
    close: async () => {
      for (const mux of muxes.values()) await (await mux).close()
    },
  }
}
