import { randomUUID } from 'node:crypto'
import type { BreakerState } from '@promptbin/breaker'
import type { Logger } from '@promptbin/logging'
import type { AllowedNetworks, Lookup } from '@promptbin/webhooks'
import type { EventLog } from '../history/event-log.ts'
import type { StateFolder } from '../state/state-folder.ts'
import { Deliverer, type DeliveryResult } from './delivering/deliverer.ts'
import { EndpointBook } from './endpoints/endpoint-book.ts'
import { openEndpointFile } from './endpoints/endpoint-file.ts'
import { openSeals } from './endpoints/seals.ts'
import { webhookDeliveryNotFound } from './errors.ts'
import type { Delivery } from './outbox/delivery.ts'
import { Outbox } from './outbox/outbox.ts'
import { openOutboxFile } from './outbox/outbox-file.ts'
import type { LibraryAddress } from './sources/follow-library.ts'
import { Sources } from './sources/sources.ts'
import type { WebhookCounts } from './webhook-figures.ts'

export interface WebhookManagerOptions {
  readonly folder: Pick<StateFolder, 'open'>
  /** The key that opens what is kept of receivers. */
  readonly keyFile: string
  readonly events: Pick<EventLog, 'follow' | 'lastSeq'>
  readonly library: LibraryAddress
  /** The networks that are not public and may be reached all the same, as they are now. */
  readonly allowed: () => AllowedNetworks
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>
  /** By what names are resolved; the system's unless told. */
  readonly lookup?: Lookup | undefined
  /** What is counted, over all lives of the manager in this process. */
  readonly counts: WebhookCounts
}

/** A message was tried so often without success that somebody should know. */
const troublingAttempts = 3

/** The log must not be filled with what does not work. */
const leastBetweenTroublesMs = 60_000

/** Tells others of what happens here: who they are, what is on its way to them, and what came of it. */
export class WebhookManager {
  readonly book: EndpointBook
  readonly outbox: Outbox
  readonly #options: WebhookManagerOptions
  readonly #deliverer: Deliverer
  readonly #sources: Sources
  #lastTroubleMs = Number.NEGATIVE_INFINITY

  constructor(options: WebhookManagerOptions) {
    const { folder, allowed } = options
    this.#options = options
    this.outbox = new Outbox(openOutboxFile(folder))
    this.book = new EndpointBook({
      file: openEndpointFile(folder),
      seals: openSeals(options.keyFile),
      allowed,
      onChange: () => this.#endpointsChanged(),
    })
    this.#deliverer = new Deliverer({
      ...options,
      outbox: this.outbox,
      book: this.book,
      onResult: (result, delivery) => this.#noteResult(result, delivery),
    })
    this.#sources = new Sources({
      ...options,
      outbox: this.outbox,
      endpoints: () => this.book.all,
      onTaken: (overflown) => this.#taken(overflown),
      onTrouble: (err) => this.#tellTrouble({ event: 'webhook.source_failed', err }, noSource),
    })
  }

  /** From now on what happens is sent, and what could not be sent before. */
  start(): void {
    this.#endpointsChanged()
  }

  /** Settles when everything from now on is told to whoever wants it, also after a crash. */
  placed(): Promise<void> {
    return this.#sources.placed()
  }

  /** Settles when nothing is under way, and what is known is on the disk. */
  async stop(): Promise<void> {
    await Promise.all([this.#sources.stop(), this.#deliverer.stop()])
    await this.outbox.flush()
  }

  /** Sends a receiver one message now, and gives what came of it. Throws `PB_WEBHOOK_NOT_FOUND`. */
  test(endpoint: string): Promise<Delivery> {
    const { id } = this.book.get(endpoint)
    const event = {
      id: `test_${randomUUID()}`,
      type: 'webhook.test',
      at: new Date().toISOString(),
      summary: 'this is a test, and nothing has happened',
      data: {},
    } as const
    return this.#deliverer.sendNow(this.outbox.test(event, id))
  }

  /**
   * Sends again one delivery, or all that are dead; gives how many. Throws `PB_WEBHOOK_NOT_FOUND`,
   * `PB_WEBHOOK_DELIVERY_NOT_FOUND`.
   */
  replay(endpoint: string, delivery?: string): number {
    this.book.get(endpoint)
    const ofEndpoint = this.outbox.all.filter((one) => one.endpoint === endpoint)
    const meant = ofEndpoint.filter(({ id, progress, isTest }) =>
      delivery === undefined ? progress.state === 'dead' && !isTest : id === delivery,
    )
    if (delivery !== undefined && meant.length === 0) throw webhookDeliveryNotFound(delivery)
    const replayed = this.outbox.replay(meant.map(({ id }) => id))
    this.#deliverer.forget(endpoint)
    this.#deliverer.wake()
    return replayed
  }

  /** Removes a receiver with all that is kept of it. Throws `PB_WEBHOOK_NOT_FOUND`. */
  async remove(endpoint: string): Promise<void> {
    await this.book.remove(endpoint)
    this.outbox.forget(endpoint)
    this.#deliverer.forget(endpoint)
    await this.outbox.flush()
  }

  /** Whether messages do not get to a receiver that wants them. */
  isFailing(endpoint: string): boolean {
    return this.outbox.waiting.some(
      (one) => one.endpoint === endpoint && one.progress.attempts >= troublingAttempts,
    )
  }

  /** Of the breaker of the receiver that is worst off. */
  get breakerState(): BreakerState {
    return this.#deliverer.breakerState
  }

  #endpointsChanged(): void {
    this.#sources.adjust()
    this.#deliverer.wake()
  }

  #taken(overflown: number): void {
    if (overflown > 0) {
      this.#options.counts.overflown += overflown
      this.#tellTrouble({ event: 'webhook.overflown', messages: overflown }, tooMany)
    }
    this.#deliverer.wake()
  }

  #noteResult(result: DeliveryResult, delivery: Delivery): void {
    const { counts, logger } = this.#options
    counts[result] += 1
    if (result !== 'dead') return
    const { id, endpoint, event, attempt } = delivery
    const fields = { event: 'webhook.dead', delivery: id, webhook: endpoint, type: event.type }
    logger.warn({ ...fields, why: attempt?.error }, 'a message did not reach its receiver')
  }

  #tellTrouble(fields: object, message: string): void {
    const now = performance.now()
    if (now - this.#lastTroubleMs < leastBetweenTroublesMs) return
    this.#lastTroubleMs = now
    this.#options.logger.warn(fields, message)
  }
}

const noSource = 'changes of the library cannot be told to others just now; they are later'
const tooMany = 'too many messages wait for a receiver, and the oldest were forgotten'
