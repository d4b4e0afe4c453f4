import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import {
  type JSONRPCMessage,
  ProtocolErrorCode,
  parseJSONRPCMessage,
  type RequestId,
  serializeMessage,
  type Transport,
} from '@modelcontextprotocol/server'

export interface LineTransportOptions {
  readonly input: Readable
  readonly output: Writable
  /** A longer message ends the connection: what follows it could not be told apart. */
  readonly maxMessageBytes: number
  /** How long requests that are under way may still take when the input has ended. */
  readonly finishTimeoutMs: number
}

/** While so many requests are unanswered, no more are read: a client that sends blindly waits. */
const maxRequestsDue = 100

const lineFeed = 0x0a

/**
 * JSON-RPC as lines of UTF-8 (MCP 2026-07-28 basic/transports, stdio) over any two streams. Unlike
 * the SDK's transport it answers lines that are no JSON-RPC, finishes what it was asked before it
 * ends, and does not read faster than it answers.
 */
export class LineTransport implements Transport {
  onmessage?: (message: JSONRPCMessage) => void
  onerror?: (error: Error) => void
  onclose?: () => void
  /** Settles when the connection is over; the streams are then the owner's to end. */
  readonly closed: Promise<void>

  readonly #options: LineTransportOptions
  readonly #end: () => void
  readonly #due = new Set<RequestId>()
  #line: Buffer[] = []
  #lineBytes = 0
  #isFinishing = false
  #isClosed = false

  constructor(options: LineTransportOptions) {
    this.#options = options
    const { promise, resolve } = Promise.withResolvers<void>()
    this.closed = promise
    this.#end = resolve
  }

  async start(): Promise<void> {
    const { input, output } = this.#options
    input.on('data', this.#read)
    input.once('end', this.#finishLater)
    // These stay: a stream that fails after its end must not take the process with it.
    for (const stream of new Set([input, output])) {
      stream.on('error', (error: Error) => {
        this.onerror?.(error)
        void this.close()
      })
    }
    output.once('close', () => void this.close())
    // An input that has ended closes by itself while its last requests are still being answered.
    input.once('close', () => {
      if (!input.readableEnded) void this.close()
    })
  }

  async send(message: JSONRPCMessage): Promise<void> {
    if (this.#isClosed) throw new Error('The connection is closed.')
    const { output } = this.#options
    const isTaken = output.write(serializeMessage(message))
    if (!('method' in message) && message.id !== undefined) this.#settle(message.id)
    if (!isTaken && !this.#isClosed) await Promise.race([once(output, 'drain'), this.closed])
  }

  /** Reads no more, waits until what was asked is answered, and closes. */
  async finish(timeoutMs = this.#options.finishTimeoutMs): Promise<void> {
    this.#isFinishing = true
    this.#options.input.off('data', this.#read).pause()
    if (this.#due.size === 0) return this.close()
    const timer = setTimeout(() => void this.close(), timeoutMs)
    await this.closed
    clearTimeout(timer)
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#options.input.off('data', this.#read).off('end', this.#finishLater).pause()
    this.#line = []
    this.onclose?.()
    this.#end()
  }

  readonly #finishLater = () => void this.finish()

  readonly #read = (chunk: Buffer): void => {
    let start = 0
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      this.#line.push(chunk.subarray(start, end))
      const line = Buffer.concat(this.#line).toString('utf8')
      this.#line = []
      this.#lineBytes = 0
      start = end + 1
      if (line.trim() !== '') this.#receive(line)
      if (this.#isClosed) return
    }
    this.#line.push(chunk.subarray(start))
    this.#lineBytes += chunk.length - start
    if (this.#lineBytes > this.#options.maxMessageBytes) {
      this.#refuse(null, ProtocolErrorCode.InvalidRequest, 'The message is too long.')
      void this.close()
    }
  }

  #receive(line: string): void {
    let value: unknown
    try {
      value = JSON.parse(line)
      const message = parseJSONRPCMessage(value)
      this.#track(message)
      this.onmessage?.(message)
    } catch (error) {
      this.onerror?.(error as Error)
      this.#refuseLine(value)
    }
  }

  #refuseLine(value: unknown): void {
    if (value === undefined) {
      this.#refuse(null, ProtocolErrorCode.ParseError, 'The line is not JSON.')
      return
    }
    const { id, result, error } = Object(value) as Record<string, unknown>
    // Only what asks is answered: an answer to an answer could go on for ever.
    if (result !== undefined || error !== undefined) return
    const isId = typeof id === 'string' || typeof id === 'number'
    const { InvalidRequest } = ProtocolErrorCode
    this.#refuse(isId ? id : null, InvalidRequest, 'The line is not one JSON-RPC message.')
  }

  #refuse(id: RequestId | null, code: number, message: string): void {
    this.#options.output.write(
      `${JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } })}\n`,
    )
  }

  #track(message: JSONRPCMessage): void {
    if (!('method' in message)) return
    if (message.method === 'notifications/cancelled') {
      this.#settle((message.params as { requestId?: RequestId })?.requestId)
    } else if ('id' in message && message.method !== 'subscriptions/listen') {
      this.#due.add(message.id)
      if (this.#due.size >= maxRequestsDue) this.#options.input.pause()
    }
  }

  #settle(id: RequestId | undefined): void {
    if (id === undefined || !this.#due.delete(id)) return
    if (this.#isFinishing) {
      if (this.#due.size === 0) void this.close()
    } else if (this.#due.size < maxRequestsDue) this.#options.input.resume()
  }
}
