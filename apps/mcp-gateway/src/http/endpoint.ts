import {
  createMcpHandler,
  DEFAULT_NEGOTIATED_PROTOCOL_VERSION,
  isLegacyRequest,
  type McpHttpHandler,
  type McpServerFactory,
} from '@modelcontextprotocol/server'
import type { Announcer } from '../changes/announcer.ts'
import type { AudienceOf } from '../changes/audience.ts'
import type { Interests } from '../changes/interests.ts'
import { createStreamBus } from '../changes/stream-bus.ts'
import { draining, subscriptionsExhausted } from '../errors.ts'
import type { Places } from './connections/places.ts'
import type { Exchange } from './exchange.ts'
import { checkBatch, memberOf } from './message-body.ts'
import type { Sessions } from './sessions/sessions.ts'

/** `mcp.legacy`: how clients before 2026-07-28 are served. */
export type LegacyHosting = 'session' | 'stateless' | 'reject'

export interface EndpointOptions {
  /** The name of the profile that is served; null for the whole library. */
  readonly profile: string | null
  /** Servers that do not tell of changes, for a request each. */
  readonly plain: McpServerFactory
  /** Servers that say that they tell of changes, for a request each. */
  readonly announcing: McpServerFactory
  /** Servers that do so by themselves, for a session each. */
  readonly announced: McpServerFactory
  readonly legacy: LegacyHosting
  readonly announcer: Announcer
  readonly places: Places
  readonly sessions: Sessions
  /** Whom changes are told to. */
  readonly audienceOf: AudienceOf
  /** Of the comments that keep a stream from being cut by what stands between. */
  readonly keepAliveMs?: number
  readonly onerror: (error: Error) => void
}

/** Everything that answers at one address. */
export interface Endpoint {
  /** The HTTP methods that mean something here. */
  readonly methods: readonly string[]
  /** Throws the errors of `Sessions.serve` and `Places.take`, and `PB_MCP_*` for what is refused. */
  serve(exchange: Exchange): Promise<Response>
  /** Ends the streams politely; what is under way goes on. */
  drain(): Promise<void>
  close(): Promise<void>
}

/** The SDK's handlers behind one address, one for each way in which the eras are served. */
export function createEndpoint(options: EndpointOptions): Endpoint {
  const { announcer, legacy, places, profile, sessions, onerror, keepAliveMs } = options
  const common = { onerror, ...(keepAliveMs !== undefined && { keepAliveMs }) }
  const modern = createMcpHandler(options.announcing, { ...common, legacy: 'reject' })
  // Each by itself, as each hears of something else, and requests under way go on when these are closed.
  const streams = new Set<McpHttpHandler>()
  const stateless = createMcpHandler(options.plain, { ...common, legacy: 'stateless' })
  let isDraining = false

  const given = ({ authInfo, message }: Exchange) => ({
    ...(authInfo && { authInfo }),
    ...(message !== undefined && { parsedBody: message }),
  })

  async function listen(exchange: Exchange): Promise<Response> {
    if (isDraining) throw draining()
    const place = places.take('stream', exchange.holder)
    exchange.onEnd(place.release)
    place.onRevoked(exchange.end)
    const { interests: nothing, maySee } = options.audienceOf(exchange.authInfo)
    const interests = interestsOf(exchange.message, nothing())
    const { bus, close } = createStreamBus({ announcer, interests, maySee, onerror })
    const stream = createMcpHandler(options.announcing, { ...common, bus, legacy: 'reject' })
    streams.add(stream)
    exchange.onEnd(() => {
      streams.delete(stream)
      close()
    })
    exchange.markLongLived()
    return stream.fetch(exchange.request, given(exchange))
  }

  async function closeStreams(): Promise<void> {
    await Promise.all([...streams].map((stream) => stream.close()))
  }

  async function serveModern(exchange: Exchange): Promise<Response> {
    const isListen = memberOf(exchange.message, 'method') === 'subscriptions/listen'
    return isListen ? listen(exchange) : modern.fetch(exchange.request, given(exchange))
  }

  async function serveLegacy(exchange: Exchange): Promise<Response> {
    const { request, message } = exchange
    if (legacy === 'session') return sessions.serve(exchange, profile, options.announced)
    const version = request.headers.get('mcp-protocol-version')
    checkBatch(message, version ?? DEFAULT_NEGOTIATED_PROTOCOL_VERSION)
    const handler = legacy === 'stateless' ? stateless : modern
    return handler.fetch(request, given(exchange))
  }

  return {
    methods: legacy === 'session' ? ['GET', 'POST', 'DELETE'] : ['POST'],
    async serve(exchange) {
      return (await isLegacy(exchange)) ? serveLegacy(exchange) : serveModern(exchange)
    },
    async drain() {
      isDraining = true
      await closeStreams()
    },
    async close() {
      await Promise.all([modern.close(), closeStreams(), stateless.close()])
    },
  }
}

const modernVersion = '2026-07-28'

/** Which era a request is of. What neither knows is the modern one's to refuse. */
async function isLegacy({ request, message }: Exchange): Promise<boolean> {
  const { method, headers } = request
  if (method === 'POST') return message !== undefined && isLegacyRequest(request, message)
  // A client of 2026-07-28 may only POST, and is told so even where others have sessions.
  const isOfSession = method === 'GET' || method === 'DELETE'
  return isOfSession && headers.get('mcp-protocol-version') !== modernVersion
}

/** The resources that a `subscriptions/listen` names; whether it is well-formed the SDK decides. */
function interestsOf(message: unknown, interests: Interests): Interests {
  const filter = memberOf(memberOf(message, 'params'), 'notifications')
  const uris = memberOf(filter, 'resourceSubscriptions')
  for (const uri of Array.isArray(uris) ? uris : []) {
    if (typeof uri === 'string' && !interests.add(uri)) throw subscriptionsExhausted(interests.size)
  }
  return interests
}
