import type { ServerResponse } from 'node:http'
import type { JSONRPCMessage, MessageExtraInfo, Transport } from '@modelcontextprotocol/server'

export interface SseTransportOptions {
  readonly response: ServerResponse
  /** Where the client is to post its messages; it carries the id of this connection. */
  readonly endpoint: string
  readonly keepAliveMs: number
  /** The client has stopped reading, and its connection was ended. */
  readonly onSlowReader?: () => void
}

/** What waits for a reader who does not read; one more message, and the connection is ended. */
const maxPendingBytes = 1024 * 1024

/**
 * The transport of 2024-11-05: answers and notifications are events of one stream, and what the
 * client says is posted beside it (MCP 2024-11-05 basic/transports, HTTP with SSE).
 */
export class SseTransport implements Transport {
  onmessage?: (message: JSONRPCMessage, extra?: MessageExtraInfo) => void
  onerror?: (error: Error) => void
  onclose?: () => void
  readonly #options: SseTransportOptions
  #keepAlive: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(options: SseTransportOptions) {
    this.#options = options
  }

  async start(): Promise<void> {
    const { response, endpoint, keepAliveMs } = this.#options
    response.once('close', () => void this.close())
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    })
    this.#write(`event: endpoint\ndata: ${endpoint}\n\n`)
    this.#keepAlive = setInterval(() => this.#write(': keepalive\n\n'), keepAliveMs)
    this.#keepAlive.unref()
  }

  async send(message: JSONRPCMessage): Promise<void> {
    this.#write(`event: message\ndata: ${JSON.stringify(message)}\n\n`)
  }

  /** Takes in what the client posted. */
  receive(message: JSONRPCMessage, extra: MessageExtraInfo): void {
    this.onmessage?.(message, extra)
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    clearInterval(this.#keepAlive)
    this.#options.response.end()
    this.onclose?.()
  }

  #write(event: string): void {
    if (this.#isClosed) return
    const { response, onSlowReader } = this.#options
    if (response.writableLength > maxPendingBytes) {
      onSlowReader?.()
      response.destroy()
      return
    }
    response.write(event)
  }
}
