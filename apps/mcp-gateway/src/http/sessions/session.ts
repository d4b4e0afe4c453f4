import type { RequestId, Server } from '@modelcontextprotocol/server'
import { idRepeated, sessionBusy } from '../../errors.ts'
import type { Place } from '../connections/places.ts'
import type { Exchange } from '../exchange.ts'
import { checkBatch, memberOf, messagesOf } from '../message-body.ts'
import type { SessionTransport } from './session-transport.ts'

export interface SessionOptions {
  readonly id: string
  readonly principalId: string
  /** Of the address that it was opened at; null for `/mcp` itself. */
  readonly profile: string | null
  readonly server: Server
  readonly transport: SessionTransport
  readonly place: Place
  readonly now: () => number
}

/** While so many requests of one session are unanswered, further ones are refused. */
const maxDue = 100

/**
 * A client of the era before 2026-07-28: its handshake, its server, and what is under way (MCP
 * 2025-11-25 basic/transports, session management).
 */
export class Session {
  readonly id: string
  readonly principalId: string
  readonly profile: string | null
  readonly #options: SessionOptions
  #usedAt: number
  #streams = 0

  constructor(options: SessionOptions) {
    this.id = options.id
    this.principalId = options.principalId
    this.profile = options.profile
    this.#options = options
    this.#usedAt = options.now()
  }

  /** A request that is not answered, or a stream that is open, keeps it alive. */
  get isIdle(): boolean {
    return this.#streams === 0 && this.#options.transport.dueCount === 0
  }

  /** Since when nothing was asked, in the time of `now`. */
  get usedAt(): number {
    return this.#usedAt
  }

  /** What its client said of itself, for whoever answers without the SDK. */
  get server(): Server {
    return this.#options.server
  }

  /** Throws `PB_MCP_BATCH_*`, `PB_MCP_ID_REPEATED` and `PB_MCP_SESSION_BUSY`. */
  async serve(exchange: Exchange): Promise<Response> {
    const { place, transport } = this.#options
    this.touch()
    place.renew(exchange.holder)
    exchange.onEnd(() => this.touch())
    const { request, message, authInfo } = exchange
    if (request.method === 'GET') return this.#openStream(exchange)
    if (message === undefined) return transport.handleRequest(request)
    const ids = this.#admit(message)
    transport.expect(ids)
    const answer = await transport.handleRequest(request, {
      parsedBody: message,
      ...(authInfo && { authInfo }),
    })
    if (!answer.ok) transport.forget(ids)
    else this.#cancelled(message)
    return answer
  }

  touch(): void {
    this.#usedAt = this.#options.now()
  }

  /** Ends the stream on which the client hears of changes; it may open another one. */
  closeStream(): void {
    this.#options.transport.closeStandaloneSSEStream()
  }

  async end(): Promise<void> {
    this.#options.place.release()
    await this.#options.server.close()
  }

  async #openStream(exchange: Exchange): Promise<Response> {
    const { transport } = this.#options
    // Its client knows that the stream broke, even if nobody told us.
    if (exchange.request.headers.has('last-event-id')) transport.closeStandaloneSSEStream()
    const answer = await transport.handleRequest(exchange.request)
    if (answer.ok) {
      exchange.markLongLived()
      this.#streams += 1
      exchange.onEnd(() => {
        this.#streams -= 1
      })
    }
    return answer
  }

  /** The ids of the requests in a body that may be served. */
  #admit(value: unknown): readonly RequestId[] {
    const { server, transport } = this.#options
    checkBatch(value, server.getNegotiatedProtocolVersion())
    const ids = messagesOf(value)
      .filter((message) => memberOf(message, 'method') !== undefined)
      .map((message) => memberOf(message, 'id'))
      .filter((id) => typeof id === 'string' || typeof id === 'number')
    const isRepeated = new Set(ids).size < ids.length || ids.some((id) => transport.isDue(id))
    if (isRepeated) throw idRepeated()
    if (transport.dueCount + ids.length > maxDue) throw sessionBusy(transport.dueCount)
    return ids
  }

  #cancelled(value: unknown): void {
    for (const message of messagesOf(value)) {
      if (memberOf(message, 'method') !== 'notifications/cancelled') continue
      const { requestId } = Object(memberOf(message, 'params')) as { requestId?: RequestId }
      if (requestId !== undefined) void this.#options.transport.cancel(requestId).catch(() => {})
    }
  }
}
