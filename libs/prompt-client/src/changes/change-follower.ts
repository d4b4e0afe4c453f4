import { setTimeout as pause } from 'node:timers/promises'
import type { PromptClientDescription } from '../description.ts'
import type { Change, ChangeFeed } from './change.ts'
import { readEventStream } from './event-stream.ts'
import { readChange } from './read-change.ts'

export interface ChangeFollowerOptions {
  readonly baseUrl: string
  /** By what prompt-web knows who asks. */
  readonly credential?: Readonly<Record<string, string>>
  /** Asks prompt-web for its generation, within about a second. */
  readonly askGeneration: (signal: AbortSignal) => Promise<number>
  /** 0 to 1. */
  readonly random: () => number
  readonly onLive: (live: boolean) => void
  /** Told what a listener threw; the others are told of the change all the same. */
  readonly onFault: (error: unknown) => void
  /** How long prompt-web may be silent; its heartbeats come every 15 s. */
  readonly silenceTimeoutMs: number
}

/** How long the stream may take to begin; with the longest pause this is less than 2 s. */
const openTimeoutMs = 1_000

/** The pauses between attempts double, spread by up to a half so that gateways do not come as one. */
const shortestPauseMs = 100
const longestPauseMs = 800

/**
 * Follows `GET /api/v1/events` for as long as it lives and connects again whenever that ends,
 * from the last known generation on, so that no change is missed.
 */
export class ChangeFollower implements ChangeFeed {
  readonly #options: ChangeFollowerOptions
  readonly #listeners = new Set<(change: Change) => void>()
  readonly #stopping = new AbortController()
  /** Ends the connection that is there now. */
  #connection = new AbortController()
  #revision = 0
  #live = false
  #position: number | undefined
  /** Connections that began, and attempts since the last one. */
  #connections = 0
  #attempts = 0

  constructor(options: ChangeFollowerOptions) {
    this.#options = options
  }

  start(): void {
    void this.#follow()
  }

  stop(): void {
    this.#stopping.abort()
    this.#connection.abort()
  }

  subscribe(listener: (change: Change) => void): () => void {
    // Of its own, so that whoever subscribes one function twice can also leave twice.
    const told = (change: Change) => listener(change)
    this.#listeners.add(told)
    return () => void this.#listeners.delete(told)
  }

  revision(): number | undefined {
    return this.#live ? this.#revision : undefined
  }

  /** What an answer is filed under that is asked for now, whether or not changes are followed. */
  currentRevision(): number {
    return this.#revision
  }

  /** Says that something changed of which the feed has not told yet. */
  raiseRevision(): void {
    this.#revision += 1
  }

  /** Says that prompt-web does not answer: a connection that only seems to be there is given up. */
  doubt(): void {
    this.#connection.abort()
  }

  describe(): PromptClientDescription['feed'] {
    const reconnects = Math.max(0, this.#connections - 1)
    return { live: this.#live, generation: this.#position, reconnects }
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      this.#connection = new AbortController()
      try {
        await this.#connect(this.#connection.signal)
      } catch {
        // Why makes no difference, and calls tell what is wrong with prompt-web.
      }
      this.#setLive(false)
      await pause(this.#nextPauseMs(), undefined, { signal, ref: false }).catch(() => {})
    }
  }

  async #connect(signal: AbortSignal): Promise<void> {
    this.#attempts += 1
    // Without a generation to go on from, changes before prompt-web counts us in would be missed.
    this.#position ??= await this.#options.askGeneration(signal)
    await readEventStream({
      baseUrl: this.#options.baseUrl,
      path: `/api/v1/events?after=${this.#position}`,
      headers: this.#options.credential ?? {},
      openTimeoutMs,
      silenceTimeoutMs: this.#options.silenceTimeoutMs,
      signal,
      onOpen: () => this.#opened(),
      onEvent: (data) => this.#tell(readChange(data, this.#position ?? 0)),
    })
  }

  #opened(): void {
    const isLate = this.#connections === 0 && this.#attempts > 1
    this.#connections += 1
    this.#attempts = 0
    // What changed since the last connection is yet to be told, and until then nothing is current.
    this.#revision += 1
    this.#setLive(true)
    // Whoever looked before the first connection saw a library of which nothing is known.
    if (isLate) this.#tell({ type: 'reset', generation: this.#position ?? 0 })
  }

  #tell(change: Change): void {
    this.#position = change.generation
    this.#revision += 1
    for (const listener of [...this.#listeners]) {
      try {
        listener(change)
      } catch (error) {
        this.#options.onFault(error)
      }
    }
  }

  #setLive(live: boolean): void {
    if (this.#live === live) return
    this.#live = live
    this.#options.onLive(live)
  }

  #nextPauseMs(): number {
    const longest = Math.min(longestPauseMs, shortestPauseMs * 2 ** this.#attempts)
    return longest * (0.5 + 0.5 * this.#options.random())
  }
}
