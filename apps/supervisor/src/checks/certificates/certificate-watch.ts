import type { LiveConfig } from '@promptbin/service'
import { judgeCertificates } from './judge-certificates.ts'
import { certificateKeys, certificatePlacesOf } from './places/places-of.ts'
import { type ReadCertificate, readCertificates, type Sight } from './reading/read-certificates.ts'

export interface CertificateWatchOptions {
  readonly config: Pick<LiveConfig, 'current' | 'onChange'>
  /** Reads the certificate of one place; by a connection to it unless told. */
  readonly read?: ReadCertificate
  /** Milliseconds since 1970; the system's clock unless told. */
  readonly now?: () => number
  /** From 0 to 1. */
  readonly random?: () => number
}

/** Certificates last for days at least. */
const everyMs = 60 * 60_000

/** Somebody may be about to put right what is wrong, or a proxy comes up after PromptBin. */
const againMs = 10 * 60_000

/** By as much a time is longer at most, so that many machines do not ask a server at once. */
const jitter = 0.2

/**
 * Knows until when the certificates are valid that the configuration makes use of: looks at them when it
 * starts, about every hour, and when another configuration is in force. Without any it does nothing.
 */
export class CertificateWatch {
  readonly #options: CertificateWatchOptions
  readonly #listeners: (() => void)[] = []
  readonly #closed = new AbortController()
  #sights: readonly Sight[] | null = null
  #timer: NodeJS.Timeout | undefined
  #current: Promise<void> | undefined

  constructor(options: CertificateWatchOptions) {
    this.#options = options
    // The change does not wait for what others answer.
    options.config.onChange({ keys: certificateKeys, apply: () => void this.#lookAnew() })
  }

  /** What is known of each place; null before the first look. */
  get sights(): readonly Sight[] | null {
    return this.#sights
  }

  /** Called after each look. */
  onLook(listener: () => void): void {
    this.#listeners.push(listener)
  }

  /** Takes a first look, for which nobody waits. */
  start(): void {
    void this.look()
  }

  /** Looks at all now, or waits for the look that is under way. Never rejects. */
  look(): Promise<void> {
    this.#current ??= this.#look().finally(() => {
      this.#current = undefined
    })
    return this.#current
  }

  /** Ends a look that is under way; no more are taken. */
  close(): void {
    clearTimeout(this.#timer)
    this.#closed.abort()
  }

  /** What is under way may be about the places of before. */
  async #lookAnew(): Promise<void> {
    await this.#current
    await this.look()
  }

  async #look(): Promise<void> {
    clearTimeout(this.#timer)
    const { signal } = this.#closed
    if (signal.aborted) return
    const { config, read, now = Date.now } = this.#options
    const places = certificatePlacesOf(config.current)
    const sights = await readCertificates(places, signal, read)
    if (signal.aborted) return
    this.#sights = sights.map((sight) => this.#withKnown(sight))
    for (const listener of this.#listeners) listener()
    if (places.length === 0) return
    const { troubles, unread } = judgeCertificates(this.#sights, now())
    this.#schedule(troubles.length + unread.length > 0 ? againMs : everyMs)
  }

  /** A server that is away shows the same one most likely when it is back. */
  #withKnown(sight: Sight): Sight {
    if (sight.certificate !== null) return sight
    const { setting, shown } = sight.place
    const known = this.#sights?.find(
      ({ place }) => place.setting === setting && place.shown === shown,
    )
    return { ...sight, certificate: known?.certificate ?? null }
  }

  #schedule(ms: number): void {
    const { random = Math.random } = this.#options
    const inMs = ms * (1 + jitter * random())
    this.#timer = setTimeout(() => void this.look(), inMs).unref()
  }
}
