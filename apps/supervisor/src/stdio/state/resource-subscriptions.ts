import { notificationLine, type Request, type RequestId } from '../json-rpc.ts'

/** As many as a gateway takes. */
const maxUris = 1_000

/**
 * The resources that a client of the era before 2026-07-28 follows, which a fresh gateway has to
 * hear of again (MCP 2025-11-25 server/resources, subscriptions).
 */
export interface ResourceSubscriptions {
  /** Takes in a request of the client that the gateway has granted. */
  granted(request: Request): void
  /** The lines that make a fresh gateway follow the same. */
  replay(): readonly string[]
  /**
   * Takes an answer to a replay, which the client must not see, and gives what the client is to be
   * told instead: the resource may have changed meanwhile. Undefined for any other answer.
   */
  replayed(id: RequestId): readonly string[] | undefined
}

/** Nothing is followed yet. */
export function createResourceSubscriptions(): ResourceSubscriptions {
  const uris = new Set<string>()
  const replays = new Map<RequestId, string>()
  let count = 0

  return {
    granted({ method, params: { uri } }) {
      if (typeof uri !== 'string') return
      if (method === 'resources/unsubscribe') uris.delete(uri)
      else if (method === 'resources/subscribe' && uris.size < maxUris) uris.add(uri)
    },
    replay() {
      replays.clear()
      return [...uris].map((uri) => {
        count += 1
        const id = `promptbin-subscribes-${count}`
        replays.set(id, uri)
        return JSON.stringify({
          jsonrpc: '2.0',
          id,
          method: 'resources/subscribe',
          params: { uri },
        })
      })
    },
    replayed(id) {
      const uri = replays.get(id)
      if (!replays.delete(id) || uri === undefined) return undefined
      return uris.has(uri) ? [notificationLine('notifications/resources/updated', { uri })] : []
    },
  }
}
