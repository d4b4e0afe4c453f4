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
import { PromptBinError } from '@promptbin/errors'
import { idRepeated } from '../errors.ts'
import { checkBatch, idOf, memberOf, messagesOf, parseMessages } from '../http/message-body.ts'

export interface LineTransportOptions {
  readonly input: Readable
  readonly output: Writable
  /** A longer message ends the connection: what follows it could not be told apart. */
  readonly maxMessageBytes: number
  /** How long requests that are under way may still take when the input has ended. */
  readonly finishTimeoutMs: number
  /** Sees every message before it is served. */
  readonly onReceived?: (message: JSONRPCMessage) => void
  /** Says the last words once everything is answered; the connection closes after it. */
  readonly farewell?: () => Promise<void>
}

/** While so many requests are unanswered, no more are read: a client that sends blindly waits. */
const maxRequestsDue = 100

/** What waits for a client that does not read; one more notification, and the connection ends. */
const maxPendingBytes = 4 * 1024 * 1024

/** How long the other side may take to learn that it is to send no more. */
const endOfInputMs = 1_000

/**
 * Asks the relay of `promptbin mcp` to end its side; what its client asks from then on it keeps for
 * the next gateway. No word of MCP: clients never see it.
 */
const drainingLine = '{"jsonrpc":"2.0","method":"notifications/promptbin/draining"}'

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
  #version: string | undefined
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
    if ('method' in message && output.writableLength > maxPendingBytes) {
      output.destroy()
      throw new Error('The client does not read.')
    }
    const isTaken = output.write(serializeMessage(message))
    if (!('method' in message) && message.id !== undefined) {
      this.#learnVersion(message)
      this.#settle(message.id)
    }
    if (!isTaken && !this.#isClosed) await Promise.race([once(output, 'drain'), this.closed])
  }

  /**
   * Asks the other side to end its input, so that nothing which it has sent goes unread, and then
   * finishes; after a second also without.
   */
  async drain(): Promise<void> {
    if (this.#isClosed) return
    this.#options.output.write(`${drainingLine}\n`)
    const timer = setTimeout(() => {
      if (!this.#isFinishing) void this.finish()
    }, endOfInputMs)
    await this.closed
    clearTimeout(timer)
  }

  /** Reads no more, waits until what was asked is answered, and closes. */
  async finish(timeoutMs = this.#options.finishTimeoutMs): Promise<void> {
    this.#isFinishing = true
    this.#options.input.off('data', this.#read).pause()
    if (this.#due.size === 0) return this.#closePolitely()
    const timer = setTimeout(() => void this.#closePolitely(), timeoutMs)
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

  async #closePolitely(): Promise<void> {
    await this.#options.farewell?.()
    await this.close()
  }

  readonly #finishLater = () => void this.finish()

  readonly #read = (chunk: Buffer): void => {
    let start = 0
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      this.#line.push(chunk.subarray(start, end))
      const line = Buffer.concat(this.#line)
      this.#line = []
      this.#lineBytes = 0
      start = end + 1
      if (line.toString('latin1').trim() !== '') this.#receive(line)
      if (this.#isClosed) return
    }
    this.#line.push(chunk.subarray(start))
    this.#lineBytes += chunk.length - start
    if (this.#lineBytes > this.#options.maxMessageBytes) {
      this.#refuse(null, ProtocolErrorCode.InvalidRequest, 'The message is too long.')
      void this.close()
    }
  }

  #receive(line: Buffer): void {
    let value: unknown
    try {
      value = parseMessages(line)
      checkBatch(value, this.#version)
    } catch (error) {
      this.onerror?.(error as Error)
      this.#refuseLine(error as Error)
      return
    }
    for (const message of messagesOf(value)) this.#deliver(message)
  }

  #deliver(value: unknown): void {
    let message: JSONRPCMessage
    try {
      message = parseJSONRPCMessage(value)
    } catch (error) {
      this.onerror?.(error as Error)
      this.#refuseMessage(value)
      return
    }
    if (!this.#track(message)) {
      this.#refuse(idOf(value), ProtocolErrorCode.InvalidRequest, idRepeated().message)
      return
    }
    this.#options.onReceived?.(message)
    this.onmessage?.(message)
  }

  #refuseLine(error: Error): void {
    const code = error instanceof PromptBinError ? error.code : ''
    const isNoJson = code === 'PB_BODY_NOT_JSON' || code === 'PB_BODY_NOT_UTF8'
    const { InvalidRequest, ParseError } = ProtocolErrorCode
    const words = isNoJson ? 'The line is not JSON.' : error.message
    this.#refuse(null, isNoJson ? ParseError : InvalidRequest, words)
  }

  #refuseMessage(value: unknown): void {
    // Only what asks is answered: an answer to an answer could go on for ever.
    if (memberOf(value, 'result') !== undefined || memberOf(value, 'error') !== undefined) return
    const id = memberOf(value, 'id')
    const isId = typeof id === 'string' || Number.isSafeInteger(id)
    const { InvalidRequest } = ProtocolErrorCode
    this.#refuse(
      isId ? (id as RequestId) : null,
      InvalidRequest,
      'The line is not one JSON-RPC message.',
    )
  }

  #refuse(id: RequestId | null, code: number, message: string): void {
    this.#options.output.write(
      `${JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } })}\n`,
    )
  }

  /** False when a request with the same id is not answered yet. */
  #track(message: JSONRPCMessage): boolean {
    if (!('method' in message)) return true
    if (message.method === 'notifications/cancelled') {
      this.#settle((message.params as { requestId?: RequestId })?.requestId)
    } else if ('id' in message && message.method !== 'subscriptions/listen') {
      if (this.#due.has(message.id)) return false
      this.#due.add(message.id)
      if (this.#due.size >= maxRequestsDue) this.#options.input.pause()
    }
    return true
  }

  /** The answer to `initialize` settles whether batches are understood. */
  #learnVersion(message: JSONRPCMessage): void {
    const version = 'result' in message ? memberOf(message.result, 'protocolVersion') : undefined
    if (typeof version === 'string') this.#version = version
  }

  #settle(id: RequestId | undefined): void {
    if (id === undefined || !this.#due.delete(id)) return
    if (this.#isFinishing) {
      if (this.#due.size === 0) void this.#closePolitely()
    } else if (this.#due.size < maxRequestsDue) this.#options.input.resume()
  }
}
