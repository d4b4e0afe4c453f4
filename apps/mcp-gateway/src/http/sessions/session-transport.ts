import {
  type JSONRPCMessage,
  type RequestId,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server'
import { sessionEnded } from '../../errors.ts'
import { toProtocolError } from '../../mcp/errors.ts'
import { createEventStore } from './event-store.ts'

export interface SessionTransportOptions {
  readonly sessionId: string
  readonly keepAliveMs?: number
}

/** What the SDK's transport takes. */
type SendOptions = NonNullable<Parameters<WebStandardStreamableHTTPServerTransport['send']>[1]>

/** After how long a client whose stream broke asks for what it missed. */
const retryIntervalMs = 1_000

/**
 * The SDK's transport of one session, which also knows what it has not answered yet: such a
 * session is not idle, and may not use the same request id twice.
 */
export class SessionTransport extends WebStandardStreamableHTTPServerTransport {
  readonly #due = new Set<RequestId>()

  constructor({ sessionId, keepAliveMs }: SessionTransportOptions) {
    super({
      sessionIdGenerator: () => sessionId,
      eventStore: createEventStore(),
      retryInterval: retryIntervalMs,
      ...(keepAliveMs !== undefined && { keepAliveMs }),
    })
  }

  /** How many requests have no answer yet. */
  get dueCount(): number {
    return this.#due.size
  }

  isDue(id: RequestId): boolean {
    return this.#due.has(id)
  }

  expect(ids: readonly RequestId[]): void {
    for (const id of ids) this.#due.add(id)
  }

  /** The requests were refused, so no answer comes. */
  forget(ids: readonly RequestId[]): void {
    for (const id of ids) this.#due.delete(id)
  }

  /**
   * The client no longer waits. The server then never answers, so the stream is ended here; the
   * SDK would keep it open, and remember the request as long as the session lives.
   */
  async cancel(id: RequestId): Promise<void> {
    if (!this.#due.has(id)) return
    this.closeSSEStream(id)
    await this.send({ jsonrpc: '2.0', id, error: { code: -32_603, message: 'Cancelled.' } })
  }

  /** Answers what is due with `PB_MCP_SESSION_ENDED`: a stream that only breaks off is resumed in vain. */
  override async close(): Promise<void> {
    const { code, message, data } = toProtocolError(sessionEnded(), { requestId: undefined })
    const answers = [...this.#due].map((id) =>
      this.send({ jsonrpc: '2.0', id, error: { code, message, data } }),
    )
    await Promise.allSettled(answers)
    await super.close()
  }

  override async send(message: JSONRPCMessage, options: SendOptions = {}): Promise<void> {
    try {
      await super.send(message, options)
    } finally {
      if (!('method' in message) && message.id !== undefined) this.#due.delete(message.id)
    }
  }
}
