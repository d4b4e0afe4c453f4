import type { McpServerFactory, Server } from '@modelcontextprotocol/server'
import { Type } from 'typebox'
import { subscriptionsExhausted } from '../errors.ts'
import { params } from '../mcp/params.ts'
import type { Announcer, Listener } from './announcer.ts'
import type { AudienceOf } from './audience.ts'
import type { Interests } from './interests.ts'

export interface AnnouncedOptions {
  readonly announcer: Announcer
  /** Called once for each client. */
  readonly audienceOf: AudienceOf
}

/** What is kept on every way in that has a connection to tell changes over. */
const capabilities = {
  prompts: { listChanged: true },
  resources: { listChanged: true, subscribe: true },
  tools: { listChanged: true },
} as const

const SubscribeParams = Type.Object({ uri: Type.String({ maxLength: 2_048 }) })

/**
 * Servers that promise to tell of changes, for requests that the SDK's own listen streams stand
 * behind.
 */
export function announcing(factory: McpServerFactory): McpServerFactory {
  return async (context) => {
    const server = lowLevel(await factory(context))
    server.registerCapabilities(capabilities)
    return server
  }
}

/**
 * Servers of connections that live long: each is told of changes until it closes. In the era
 * before 2026-07-28 its client names the resources with `resources/subscribe`, in the modern one
 * the SDK filters by what `subscriptions/listen` named.
 */
export function announced(
  factory: McpServerFactory,
  { announcer, audienceOf }: AnnouncedOptions,
): McpServerFactory {
  return async (context) => {
    const { interests, maySee } = audienceOf(context.authInfo)
    const listening = interests()
    const server = lowLevel(await factory(context))
    server.registerCapabilities(capabilities)
    if (context.era === 'legacy') registerSubscriptions(server, listening)
    const forget = announcer.add({
      interests: listening,
      maySee,
      ...toldBy(server),
    })
    const { onclose } = server
    server.onclose = () => {
      forget()
      onclose?.()
    }
    return server
  }
}

/** Ours are all of the low level; the type of a factory allows for both. */
function lowLevel(product: Awaited<ReturnType<McpServerFactory>>): Server {
  return 'server' in product ? product.server : product
}

/** `resources/subscribe` and `resources/unsubscribe` (MCP 2025-11-25 server/resources). */
function registerSubscriptions(server: Server, interests: Interests): void {
  const schema = { params: params(SubscribeParams) }
  server.setRequestHandler('resources/subscribe', schema, async ({ uri }) => {
    if (!interests.add(uri)) throw subscriptionsExhausted(interests.size)
    return {}
  })
  server.setRequestHandler('resources/unsubscribe', schema, async ({ uri }) => {
    interests.delete(uri)
    return {}
  })
}

function toldBy(server: Server): Omit<Listener, 'interests' | 'maySee'> {
  // A probe that was thrown away, or a handshake that is not complete, has nobody to tell. A client
  // that is gone meanwhile is the transport's to notice.
  const send = (sending: () => Promise<void>) => {
    if (server.transport) sending().catch(() => {})
  }
  return {
    listsChanged: () => {
      send(() => server.sendPromptListChanged())
      send(() => server.sendResourceListChanged())
    },
    toolsChanged: () => {
      send(() => server.sendToolListChanged())
      send(() => server.sendResourceListChanged())
    },
    resourcesUpdated: (uris) => {
      for (const uri of uris) send(() => server.sendResourceUpdated({ uri }))
    },
  }
}
