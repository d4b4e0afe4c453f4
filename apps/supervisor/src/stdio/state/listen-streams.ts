import {
  isRecord,
  isRequestId,
  type MessageOf,
  notificationLine,
  type Request,
  type RequestId,
} from '../json-rpc.ts'

const subscriptionIdKey = 'io.modelcontextprotocol/subscriptionId'

/** As many as a gateway takes on one connection. */
const maxStreams = 100

interface Stream {
  readonly request: Request
  /** What the gateway promised to tell; undefined until it has. */
  honored: Readonly<Record<string, unknown>> | undefined
}

/**
 * The `subscriptions/listen` requests of a client of 2026-07-28. They have no answer as long as
 * they live, and they outlive a gateway (MCP 2026-07-28 basic/utilities/subscriptions).
 */
export interface ListenStreams {
  readonly isFull: boolean
  open(request: Request): void
  /** The client no longer listens. */
  cancel(id: unknown): void
  has(id: RequestId): boolean
  /**
   * What of an answer the client sees. A refusal ends the stream; a result is a gateway that takes
   * its leave, and the next one goes on.
   */
  answered(answer: MessageOf<'answer'>): readonly string[]
  /**
   * What of an acknowledgement the client sees: the first as it is; of a later one, what it may
   * have missed meanwhile.
   */
  acknowledged(notification: MessageOf<'notification'>): readonly string[]
  /** The lines that make a fresh gateway go on. */
  replay(): readonly string[]
  /** Those that no gateway has acknowledged yet; they are forgotten. */
  giveUpWaiting(): readonly Request[]
}

/** Nobody listens yet. */
export function createListenStreams(): ListenStreams {
  const streams = new Map<RequestId, Stream>()

  return {
    get isFull() {
      return streams.size >= maxStreams
    },
    open: (request) => void streams.set(request.id, { request, honored: undefined }),
    cancel: (id) => {
      if (isRequestId(id)) streams.delete(id)
    },
    has: (id) => streams.has(id),
    answered({ id, result, line }) {
      if (result) return []
      streams.delete(id)
      return [line]
    },
    acknowledged({ params, line }) {
      const id = isRecord(params['_meta']) ? params['_meta'][subscriptionIdKey] : undefined
      const stream = isRequestId(id) ? streams.get(id) : undefined
      if (!stream) return []
      const isFirst = stream.honored === undefined
      stream.honored = isRecord(params['notifications']) ? params['notifications'] : {}
      return isFirst ? [line] : missed(stream.request.id, stream.honored)
    },
    replay: () => [...streams.values()].map(({ request }) => request.line),
    giveUpWaiting() {
      const waiting = [...streams.values()].filter(({ honored }) => honored === undefined)
      for (const { request } of waiting) streams.delete(request.id)
      return waiting.map(({ request }) => request)
    },
  }
}

/** One notification of each kind that the client listens to, as if just now all had changed. */
function missed(id: RequestId, honored: Readonly<Record<string, unknown>>): readonly string[] {
  const _meta = { [subscriptionIdKey]: id }
  const { promptsListChanged, resourcesListChanged, resourceSubscriptions } = honored
  const uris = Array.isArray(resourceSubscriptions) ? resourceSubscriptions : []
  return [
    ...(promptsListChanged === true
      ? [notificationLine('notifications/prompts/list_changed', { _meta })]
      : []),
    ...(resourcesListChanged === true
      ? [notificationLine('notifications/resources/list_changed', { _meta })]
      : []),
    ...uris.map((uri) => notificationLine('notifications/resources/updated', { uri, _meta })),
  ]
}
