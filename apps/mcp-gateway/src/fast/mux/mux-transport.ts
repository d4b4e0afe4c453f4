import {
  type AuthInfo,
  type JSONRPCMessage,
  type JSONRPCRequest,
  PerRequestHTTPServerTransport,
  type RequestId,
} from '@modelcontextprotocol/server'

/** What the SDK's server answers to one request. */
export type Answer = Extract<JSONRPCMessage, { result: unknown } | { error: unknown }>

/** One request, and who sends it. */
export interface MuxRequest {
  readonly message: JSONRPCRequest
  /** As authentication found it; handlers get it as `context.http.authInfo`. */
  readonly authInfo: AuthInfo | undefined
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal
}

/** Somebody who waits for an answer. */
interface Waiting {
  readonly settle: (answer: Answer) => void
  readonly clientId: RequestId
}

/** The revision that is spoken here, the first in which every request stands by itself. */
export const modernRevision = '2026-07-28'

const classification = { era: 'modern', revision: modernRevision } as const

/**
 * Many requests at once over one connection to the SDK's server. Of the SDK's own transport, which
 * serves one request and is thrown away, only the kind is inherited: by it the server knows that it
 * speaks 2026-07-28. Every request gets an id of ours, so that clients who choose the same ids never
 * meet; nothing but the answer is sent.
 */
export class MuxTransport extends PerRequestHTTPServerTransport {
  readonly #waiting = new Map<RequestId, Waiting>()
  #lastId = 0

  constructor() {
    super({ classification })
  }

  /** Requests that are not answered yet. */
  get underWay(): number {
    return this.#waiting.size
  }

  /** What the client calls the request that has this id here. */
  clientIdOf(id: RequestId): RequestId {
    return this.#waiting.get(id)?.clientId ?? id
  }

  /** Gives the answer, under the client's own id; rejects with the signal's reason. */
  ask({ message, authInfo, signal }: MuxRequest): Promise<Answer> {
    if (signal.aborted) return Promise.reject(signal.reason)
    const id = ++this.#lastId
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const cancel = () => {
      this.#waiting.delete(id)
      this.onmessage?.({
        jsonrpc: '2.0',
        method: 'notifications/cancelled',
        params: { requestId: id, reason: 'Nobody waits for the answer.' },
      })
      reject(signal.reason)
    }
    signal.addEventListener('abort', cancel, { once: true })
    const settle = (answer: Answer) => {
      signal.removeEventListener('abort', cancel)
      resolve({ ...answer, id: message.id })
    }
    this.#waiting.set(id, { settle, clientId: message.id })
    this.onmessage?.({ ...message, id }, { classification, ...(authInfo && { authInfo }) })
    return promise
  }

  override async send(message: JSONRPCMessage): Promise<void> {
    if (!('result' in message || 'error' in message) || message.id === undefined) return
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    waiting?.settle(message)
  }

  override async close(): Promise<void> {
    this.#waiting.clear()
    this.onclose?.()
  }
}
