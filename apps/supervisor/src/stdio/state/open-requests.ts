import type { Request, RequestId } from '../json-rpc.ts'
import { createReadOnlyTools, isRepeatable } from './repeatable.ts'

/** No client has so many at once; beyond it the relay says so instead of growing. */
const maxOpenRequests = 1024

/** Four of the longest lines. */
const maxOpenBytes = 16 * 1024 * 1024

/** The client's requests that have no answer yet, in the order in which they came. */
export interface OpenRequests {
  readonly size: number
  isFull(next: Request): boolean
  add(request: Request, options: { readonly sent: boolean }): void
  /** Forgets a request that the client no longer wants answered. */
  cancel(id: unknown): void
  /** The request that this answers; undefined when nobody waits for it. */
  answered(
    id: RequestId,
    result: Readonly<Record<string, unknown>> | undefined,
  ): Request | undefined
  /** Those that were not sent yet; from now on they count as sent. */
  sendWaiting(): readonly Request[]
  /** Those that were not sent yet; they are forgotten. */
  giveUpWaiting(): readonly Request[]
  /** After a loss: those whose outcome nobody can know. The others wait to be sent once more. */
  giveUpUnrepeatable(options: { readonly mayRepeat: boolean }): readonly Request[]
}

/** No requests yet, and no tool known to be read-only. */
export function createOpenRequests(): OpenRequests {
  const open = new Map<RequestId, { readonly request: Request; sent: boolean }>()
  const readOnlyTools = createReadOnlyTools()
  let bytes = 0

  const remove = (id: RequestId): Request | undefined => {
    const request = open.get(id)?.request
    if (open.delete(id) && request) bytes -= request.line.length
    return request
  }

  return {
    get size() {
      return open.size
    },
    isFull: ({ line }) => open.size >= maxOpenRequests || bytes + line.length > maxOpenBytes,
    add(request, { sent }) {
      remove(request.id)
      open.set(request.id, { request, sent })
      bytes += request.line.length
    },
    cancel(id) {
      if (typeof id === 'string' || typeof id === 'number') remove(id)
    },
    answered(id, result) {
      const request = remove(id)
      if (result && request?.method === 'tools/list') readOnlyTools.learn(result)
      return request
    },
    sendWaiting() {
      const waiting = [...open.values()].filter(({ sent }) => !sent)
      for (const entry of waiting) entry.sent = true
      return waiting.map(({ request }) => request)
    },
    giveUpWaiting() {
      const waiting = [...open.values()].filter(({ sent }) => !sent)
      for (const { request } of waiting) remove(request.id)
      return waiting.map(({ request }) => request)
    },
    giveUpUnrepeatable({ mayRepeat }) {
      const lost: Request[] = []
      for (const entry of open.values()) {
        if (!entry.sent) continue
        if (mayRepeat && isRepeatable(entry.request, readOnlyTools)) entry.sent = false
        else lost.push(entry.request)
      }
      for (const { id } of lost) remove(id)
      return lost
    },
  }
}
