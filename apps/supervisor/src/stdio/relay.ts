import type { Duplex, Readable, Writable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { PromptBinError } from '@promptbin/errors'
import { createLineSplitter } from '../line-splitter.ts'
import { gatewayUnavailable } from './errors.ts'
import { type RelayAction, RelayState } from './state/relay-state.ts'

export interface RelayOptions {
  readonly input: Readable
  readonly output: Writable
  /** Finds a gateway, starting one if need be, and opens a connection to it. */
  readonly connect: () => Promise<Duplex>
  readonly timing?: RelayTiming
}

export interface RelayTiming {
  /** How long requests wait for a gateway that is gone before they are told so. */
  readonly patienceMs: number
  /**
   * After the client has closed its side: how long its last answers may still take. Enough for a
   * cold start, so that a request piped in is answered; less than the 2 s after which clients kill.
   */
  readonly lastAnswersMs: number
}

const defaultTiming: RelayTiming = { patienceMs: 10_000, lastAnswersMs: 1_500 }

/** A message of a client, with room for the longest prompt. */
const maxClientLineBytes = 4 * 1024 * 1024

/** An answer can hold the values of its request many times over. */
const maxGatewayLineBytes = 64 * 1024 * 1024

/** Between two attempts to connect; doubled each time, until a gateway has answered. */
const firstPauseMs = 20
const longestPauseMs = 1000

/** The same when a start fails for a reason that does not pass: it costs more than a connection. */
const longestStartPauseMs = 30_000

/**
 * Carries lines between an AI client and a gateway, and outlives the gateway: what `RelayState`
 * decides, on real streams. Nothing but its messages is written to the client.
 */
export class Relay {
  readonly #options: RelayOptions
  readonly #timing: RelayTiming
  readonly #state = new RelayState()
  readonly #ended = Promise.withResolvers<undefined>()
  #gateway: Duplex | undefined
  #hasEnded = false
  #inputIsClosed = false
  #wasConnected = false
  #awaySinceMs = performance.now()
  #pauseMs = firstPauseMs

  constructor(options: RelayOptions) {
    this.#options = options
    this.#timing = options.timing ?? defaultTiming
  }

  /**
   * Settles when the client is gone. Throws what `connect` throws if that fails the very first time
   * for a reason that does not pass by itself.
   */
  async run(): Promise<void> {
    this.#listenToClient()
    try {
      while (!this.#hasEnded) await this.#connectOnce()
    } finally {
      this.#gateway?.destroy()
      // What the client has not taken yet would be lost with the process.
      const { lastAnswersMs } = this.#timing
      await Promise.race([written(this.#options.output), delay(lastAnswersMs)])
    }
  }

  /** Ends as if the client had gone. */
  end(): void {
    this.#hasEnded = true
    this.#ended.resolve(undefined)
  }

  #listenToClient(): void {
    const { input, output } = this.#options
    const split = createLineSplitter({ maxLineBytes: maxClientLineBytes, alone: true })
    input.on('data', (chunk: Buffer) => {
      for (const part of split(chunk)) {
        const isLine = 'line' in part
        this.#perform(
          isLine
            ? this.#state.fromClient(part.line)
            : this.#state.clientLineTooLong(maxClientLineBytes),
        )
      }
    })
    input.once('end', () => this.#closeInput())
    input.once('error', () => this.end())
    // Nobody reads any more (EPIPE).
    output.on('error', () => this.end())
  }

  #closeInput(): void {
    this.#inputIsClosed = true
    if (this.#state.isIdle) this.end()
    else setTimeout(() => this.end(), this.#timing.lastAnswersMs)
  }

  async #connectOnce(): Promise<void> {
    const connecting = this.#options.connect()
    try {
      const gateway = await Promise.race([connecting, this.#ended.promise])
      if (gateway) await this.#serve(gateway)
      else destroyWhenConnected(connecting)
    } catch (error) {
      await this.#failed(error)
    }
  }

  /** Settles when the connection or the client is gone. */
  async #serve(gateway: Duplex): Promise<void> {
    const closed = Promise.withResolvers<void>()
    const split = createLineSplitter({ maxLineBytes: maxGatewayLineBytes, alone: true })
    let mayRepeat = true
    this.#gateway = gateway
    this.#wasConnected = true
    gateway.on('data', (chunk: Buffer) => {
      for (const part of split(chunk)) {
        if ('line' in part) this.#receive(part.line)
        else {
          mayRepeat = false
          gateway.destroy()
        }
      }
    })
    // The close that follows says all that is to be done.
    gateway.on('error', () => {})
    gateway.once('end', () => gateway.destroy())
    gateway.once('close', closed.resolve)
    this.#perform(this.#state.connected())
    await Promise.race([closed.promise, this.#ended.promise])

    this.#gateway = undefined
    gateway.destroy()
    this.#awaySinceMs = performance.now()
    this.#perform(this.#state.disconnected({ mayRepeat }))
    if (!this.#hasEnded) await this.#pause()
  }

  #receive(line: string): void {
    this.#pauseMs = firstPauseMs
    this.#perform(this.#state.fromGateway(line))
    if (this.#inputIsClosed && this.#state.isIdle) this.end()
  }

  async #failed(error: unknown): Promise<void> {
    const known =
      error instanceof PromptBinError ? error : gatewayUnavailable((error as Error).message)
    const isHopeless = !this.#wasConnected && known.class !== 'transient'
    const isOverdue = performance.now() - this.#awaySinceMs > this.#timing.patienceMs
    if (isHopeless || isOverdue) this.#perform(this.#state.unavailable(known))
    if (isHopeless) throw known
    await this.#pause(known.class === 'transient' ? longestPauseMs : longestStartPauseMs)
  }

  async #pause(longestMs = longestPauseMs): Promise<void> {
    await Promise.race([delay(this.#pauseMs), this.#ended.promise])
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestMs)
  }

  #perform(actions: readonly RelayAction[]): void {
    const { input, output } = this.#options
    for (const action of actions) {
      if (action.to === 'client') write(action.line, output, this.#gateway)
      else if (action.to === 'gateway') write(action.line, this.#gateway, input)
      else if ('sendsNoMore' in action) this.#gateway?.end()
      else this.#gateway?.destroy()
    }
  }
}

/** Whoever reads slowly slows down who writes to him, instead of filling our memory. */
function write(line: string, target: Writable | undefined, source: Readable | undefined): void {
  if (!target || target.destroyed || target.write(`${line}\n`)) return
  if (!source || source.isPaused()) return
  source.pause()
  const resume = () => {
    target.off('drain', resume).off('close', resume)
    source.resume()
  }
  target.on('drain', resume).on('close', resume)
}

/** Settles when all that was written before is taken, or can no longer be. */
function written(output: Writable): Promise<void> {
  return new Promise((resolve) => output.write('', () => resolve()))
}

function destroyWhenConnected(connecting: Promise<Duplex>): void {
  connecting.then(
    (connection) => connection.destroy(),
    () => {},
  )
}
