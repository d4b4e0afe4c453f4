import type { Readable, Writable } from 'node:stream'
import type { JSONRPCMessage, McpServerFactory, RequestId } from '@modelcontextprotocol/server'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import type { Logger } from '@promptbin/logging'
import { announced } from '../changes/announced-server.ts'
import type { Announcer } from '../changes/announcer.ts'
import type { Audience } from '../changes/audience.ts'
import { createListenInterests, type ListenInterests } from '../changes/listen-interests.ts'
import { LineTransport } from './line-transport.ts'

export interface ServeLinesOptions {
  readonly input: Readable
  readonly output: Writable
  readonly factory: McpServerFactory
  readonly announcer: Announcer
  /** Whom changes are told to: the one who is connected. */
  readonly audience: Audience
  /** Whether clients before 2026-07-28 are served. */
  readonly legacy: 'serve' | 'reject'
  readonly logger: Logger
  readonly maxMessageBytes: number
  /** How long requests that are under way may still take when the client has ended its side. */
  readonly finishTimeoutMs: number
}

/** As many as one person's client can make use of. */
const maxSubscriptions = 100

/** Serves one AI client over two streams, in the era of the protocol that it opens with. */
export function serveLines(options: ServeLinesOptions): LineTransport {
  const { factory, announcer, audience, legacy, logger, ...streams } = options
  const { maySee } = audience
  const interests = createListenInterests(audience.interests)
  const listening = { interests: () => interests, maySee }
  const transport = new LineTransport({
    ...streams,
    onReceived: (message) => follow(message, interests),
    // Tells the client that its subscriptions end, which a closed stream alone does not.
    farewell: () => connection.close(),
  })
  const connection = serveStdio(announced(factory, { announcer, audienceOf: () => listening }), {
    transport,
    legacy,
    maxSubscriptions,
    onerror: (error) => logger.debug({ event: 'mcp.refused', reason: error.message }, 'refused'),
  })
  return transport
}

/** Notes which resources the client listens to; the SDK knows, but tells nobody. */
function follow(message: JSONRPCMessage, interests: ListenInterests): void {
  if (!('method' in message)) return
  if (message.method === 'notifications/cancelled') {
    interests.close((message.params as { requestId: RequestId }).requestId)
  } else if (message.method === 'subscriptions/listen' && 'id' in message) {
    const { notifications } = Object(message.params) as {
      notifications?: { resourceSubscriptions?: unknown }
    }
    const uris = notifications?.resourceSubscriptions
    if (Array.isArray(uris))
      interests.open(
        message.id,
        uris.filter((uri) => typeof uri === 'string'),
      )
  }
}
