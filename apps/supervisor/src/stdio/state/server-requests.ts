import { type MessageOf, notificationLine, type RequestId, withId } from '../json-rpc.ts'

/**
 * What a gateway asks the client, as `elicitation/create` (MCP 2025-11-25 client/elicitation). Each
 * gateway counts its ids from the beginning, so the client sees ids of ours: no answer that was
 * meant for one gateway is ever given to the next.
 */
export interface ServerRequests {
  /** The line for the client. */
  open(request: MessageOf<'request'>): string
  /** The line for the gateway; undefined when the one that asked is gone. */
  answer(answer: MessageOf<'answer'>): string | undefined
  /** Passes on that the gateway no longer waits; the line as it is when it is about something else. */
  cancel(notification: MessageOf<'notification'>): string
  /** The gateway is gone: the lines that tell the client that nobody waits any more. */
  abandon(): readonly string[]
}

/** Nothing is asked yet. */
export function createServerRequests(): ServerRequests {
  /** The gateway's ids by ours. */
  const open = new Map<RequestId, RequestId>()
  let count = 0

  const oursOf = (theirs: unknown) => [...open].find(([, id]) => id === theirs)?.[0]

  return {
    open({ id, line }) {
      count += 1
      const ours = `promptbin-asks-${count}`
      open.set(ours, id)
      return withId(line, ours)
    },
    answer({ id, line }) {
      const theirs = open.get(id)
      open.delete(id)
      return theirs === undefined ? undefined : withId(line, theirs)
    },
    cancel({ method, params, line }) {
      const ours = oursOf(params['requestId'])
      if (ours === undefined) return line
      open.delete(ours)
      return notificationLine(method, { ...params, requestId: ours })
    },
    abandon() {
      const reason = 'The gateway that asked has gone.'
      const lines = [...open.keys()].map((requestId) =>
        notificationLine('notifications/cancelled', { requestId, reason }),
      )
      open.clear()
      return lines
    },
  }
}
