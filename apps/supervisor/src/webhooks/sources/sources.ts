import { EventEmitter, once } from 'node:events'
import type { WebhookEvent } from '@promptbin/webhooks'
import { type WebhookEventType, webhookEventNames } from '@promptbin/webhooks/event-types'
import type { EventLog } from '../../history/event-log.ts'
import { type Endpoint, wants } from '../endpoints/endpoint.ts'
import type { SourceName } from '../outbox/delivery.ts'
import type { Outbox, OutboxChange } from '../outbox/outbox.ts'
import { eventOfChange, eventOfOpening } from './event-of-change.ts'
import { eventOfLifecycle } from './event-of-lifecycle.ts'
import { askOpenings, followLibrary, type LibraryAddress } from './follow-library.ts'

export interface SourcesOptions {
  readonly outbox: Outbox
  readonly endpoints: () => readonly Endpoint[]
  readonly events: Pick<EventLog, 'follow' | 'lastSeq'>
  readonly library: LibraryAddress
  /** Called when there may be something to send; `overflown` messages were forgotten for it. */
  readonly onTaken: (overflown: number) => void
  readonly onTrouble: (error: unknown) => void
}

/** Links are asked for so often, while somebody wants to know. */
const openingsEveryMs = 15_000

/** Whoever makes a receiver waits for so long until it is known from where on it is told. */
const longestPlacingMs = 2_000

/** Which names come from which source. */
const names: Readonly<Record<SourceName, (type: WebhookEventType) => boolean>> = {
  openings: (type) => type === 'share.opened',
  library: (type) => /^(prompt|share|library)\./.test(type) && type !== 'share.opened',
  lifecycle: (type) => !/^(prompt|share|library|webhook)\./.test(type),
}

/**
 * Takes over what receivers want to be told of: each source is read while somebody wants something of
 * it, from where it was read last, also in an earlier life of the supervisor. Once nobody wants
 * anything of it any more, it begins anew with what happens then.
 */
export class Sources {
  readonly #options: SourcesOptions
  readonly #running = new Map<SourceName, AbortController>()
  readonly #ended = new Set<Promise<void>>()
  readonly #told = new EventEmitter()

  constructor(options: SourcesOptions) {
    this.#options = options
  }

  /** Begins and ends to read, as the receivers of now want it. */
  adjust(): void {
    for (const source of Object.keys(names) as SourceName[]) {
      const running = this.#running.get(source)
      if (this.#isWanted(source)) {
        if (!running) this.#begin(source)
      } else {
        running?.abort()
        this.#running.delete(source)
        this.#options.outbox.place(source, null)
      }
    }
  }

  /**
   * Settles when it is on the disk from where each source is read, so that nothing after it is missed;
   * or after a while, when prompt-web does not answer.
   */
  async placed(): Promise<void> {
    const isPlaced = () =>
      [...this.#running.keys()].every((source) => this.#options.outbox.positions[source] !== null)
    const signal = AbortSignal.timeout(longestPlacingMs)
    while (!isPlaced() && !signal.aborted) {
      await once(this.#told, 'placed', { signal }).catch(() => {})
    }
    await this.#options.outbox.flush()
  }

  /** Settles when nothing is read any more. */
  async stop(): Promise<void> {
    for (const running of this.#running.values()) running.abort()
    this.#running.clear()
    await Promise.all(this.#ended)
  }

  #isWanted(source: SourceName): boolean {
    const types = webhookEventNames.filter(names[source])
    return this.#options.endpoints().some((one) => types.some((type) => wants(one, type)))
  }

  #begin(source: SourceName): void {
    const controller = new AbortController()
    this.#running.set(source, controller)
    const ended = this.#read[source](controller.signal).finally(() => this.#ended.delete(ended))
    this.#ended.add(ended)
  }

  readonly #read: Readonly<Record<SourceName, (signal: AbortSignal) => Promise<void>>> = {
    lifecycle: async (signal) => {
      const { outbox, events } = this.#options
      if (outbox.positions.lifecycle === null) this.#place('lifecycle', events.lastSeq)
      for await (const record of events.follow(outbox.positions.lifecycle ?? undefined, signal)) {
        const { event, failedServices } = eventOfLifecycle(record, outbox.failedServices)
        this.#take('lifecycle', record.seq, event ? [event] : [], { failedServices })
      }
    },
    library: (signal) => {
      const { outbox, library, onTrouble } = this.#options
      return followLibrary({
        ...library,
        signal,
        onTrouble,
        position: () => outbox.positions.library,
        onChange: (change, generation) => {
          // What comes after somebody has stopped wanting it would place it again.
          if (signal.aborted) return
          if (change === null) return this.#place('library', generation)
          const event = eventOfChange(change)
          this.#take('library', generation, event ? [event] : [])
        },
      })
    },
    openings: async (signal) => {
      await this.#askOpenings(signal)
      const timer = setInterval(() => void this.#askOpenings(signal), openingsEveryMs).unref()
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve, { once: true })
        if (signal.aborted) resolve(undefined)
      })
      clearInterval(timer)
    },
  }

  #place(source: SourceName, position: number): void {
    this.#options.outbox.place(source, position)
    this.#told.emit('placed')
  }

  async #askOpenings(signal: AbortSignal): Promise<void> {
    const { outbox, library, onTrouble } = this.#options
    const from = outbox.positions.openings
    try {
      const { items, last } = await askOpenings(library, from ?? 0, signal)
      if (signal.aborted) return
      // Of a library from a backup fewer openings are known than there were.
      if (from === null || last < from) return this.#place('openings', last)
      const position = items.at(-1)?.opening ?? from
      this.#take('openings', position, items.map(eventOfOpening))
    } catch (error) {
      if (!signal.aborted) onTrouble(error)
    }
  }

  #take(
    source: SourceName,
    position: number,
    events: readonly WebhookEvent[],
    change: OutboxChange = {},
  ): void {
    const { outbox, endpoints, onTaken } = this.#options
    const wanted = events.map((event) => ({
      event,
      endpoints: endpoints().flatMap((one) => (wants(one, event.type) ? one.id : [])),
    }))
    onTaken(outbox.take({ source, position, wanted }, change))
  }
}
