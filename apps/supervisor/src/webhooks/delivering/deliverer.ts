import type { BreakerState } from '@promptbin/breaker'
import { PromptBinError } from '@promptbin/errors'
import { failpoint } from '@promptbin/failpoints'
import { type AllowedNetworks, isDue, type Lookup } from '@promptbin/webhooks'
import type { Endpoint } from '../endpoints/endpoint.ts'
import type { EndpointBook } from '../endpoints/endpoint-book.ts'
import type { Delivery } from '../outbox/delivery.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { EndpointBreakers, FailedAttempt } from './endpoint-breakers.ts'
import { type Sent, sendOnce } from './send-once.ts'

/** What came of an attempt, or of the wish for one. */
export type DeliveryResult = 'delivered' | 'failed' | 'held-back' | 'dead'

export interface DelivererOptions {
  readonly outbox: Outbox
  readonly book: EndpointBook
  readonly allowed: () => AllowedNetworks
  /** By what names are resolved; the system's unless told. */
  readonly lookup?: Lookup | undefined
  /** Told of every attempt. */
  readonly onResult: (result: DeliveryResult, delivery: Delivery) => void
}

/** So many messages are under way at once, to all receivers and to one. */
const mostAtOnce = 8
const mostAtOnceToOne = 2

/** One that is left alone is tried again after so long, as its breaker lets one through about then. */
const heldBackMs = 60_000

/** The clock may be set meanwhile, so that nobody waits for longer without looking. */
const longestSleepMs = 600_000

/**
 * Sends what is due and notes what comes of it. A message whose end was not noted is sent again, under
 * the same id: at least once.
 */
export class Deliverer {
  readonly #options: DelivererOptions
  readonly #breakers = new EndpointBreakers()
  readonly #underWay = new Map<
    string,
    { readonly endpoint: string; readonly done: Promise<void> }
  >()
  readonly #stopping = new AbortController()
  #timer: NodeJS.Timeout | undefined

  constructor(options: DelivererOptions) {
    this.#options = options
  }

  /** Sends what is due and has a place, and sees to it that what is due later is sent then. */
  wake(): void {
    clearTimeout(this.#timer)
    if (this.#stopping.signal.aborted) return
    const { outbox, book } = this.#options
    const nowMs = Date.now()
    let sleepMs = Number.POSITIVE_INFINITY
    for (const delivery of outbox.waiting) {
      const endpoint = book.find(delivery.endpoint)
      if (!endpoint?.enabled || this.#underWay.has(delivery.id)) continue
      // What is due and has no place is looked at when one of those under way has ended.
      if (isDue(delivery.progress, nowMs)) this.#send(delivery, endpoint)
      else sleepMs = Math.min(sleepMs, (delivery.progress.dueAtMs ?? nowMs) - nowMs)
    }
    if (sleepMs === Number.POSITIVE_INFINITY) return
    this.#timer = setTimeout(() => this.wake(), Math.min(sleepMs, longestSleepMs)).unref()
  }

  /** Sends a message now and once, whatever is known of its receiver, and gives what came of it. */
  async sendNow(delivery: Delivery): Promise<Delivery> {
    const { book, outbox } = this.#options
    const endpoint = book.get(delivery.endpoint)
    const sent = await this.#attempt(delivery, endpoint)
    return this.#note(delivery, endpoint, sent) ?? outbox.get(delivery.id) ?? delivery
  }

  /** Nothing is known any more of how it answers. */
  forget(endpoint: string): void {
    this.#breakers.forget(endpoint)
  }

  /** Of the breaker of the receiver that is worst off. */
  get breakerState(): BreakerState {
    return this.#breakers.worstState
  }

  /** What is under way is given up, and is sent again by the next life. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    clearTimeout(this.#timer)
    await Promise.all([...this.#underWay.values()].map(({ done }) => done))
    this.#breakers.close()
  }

  #send(delivery: Delivery, endpoint: Endpoint): void {
    const { id, endpoint: to } = delivery
    if (!this.#hasPlaceFor(to)) return
    const done = this.#deliver(delivery, endpoint).finally(() => {
      this.#underWay.delete(id)
      this.wake()
    })
    this.#underWay.set(id, { endpoint: to, done })
  }

  #hasPlaceFor(endpoint: string): boolean {
    const all = [...this.#underWay.values()]
    const same = all.filter((one) => one.endpoint === endpoint).length
    return all.length < mostAtOnce && same < mostAtOnceToOne
  }

  async #deliver(delivery: Delivery, endpoint: Endpoint): Promise<void> {
    let sent: Sent | undefined
    try {
      await this.#breakers.run(endpoint.id, async () => {
        sent = await this.#attempt(delivery, endpoint)
        if (sent.outcome.kind === 'failed') throw new FailedAttempt()
      })
    } catch (error) {
      if (!(error instanceof FailedAttempt) && !(error instanceof PromptBinError)) throw error
    }
    // What was given up by our own end tells nothing of the receiver.
    if (this.#stopping.signal.aborted && sent?.outcome.kind !== 'delivered') return
    if (sent) this.#note(delivery, endpoint, sent)
    else this.#holdBack(delivery)
  }

  #attempt({ event }: Delivery, endpoint: Endpoint): Promise<Sent> {
    const { book, allowed, lookup } = this.#options
    const destination = book.destinationOf(endpoint)
    if (!destination) return unreadable()
    failpoint('webhook.delivery.claimed')
    const { signal } = this.#stopping
    return sendOnce({ endpoint, destination, event, allowed: allowed(), lookup, signal })
  }

  #holdBack(delivery: Delivery): void {
    const { outbox, onResult } = this.#options
    const untilMs = Date.now() + heldBackMs
    const noted = outbox.note(delivery.id, { kind: 'held-back', untilMs }, null)
    if (noted) onResult(noted.progress.state === 'dead' ? 'dead' : 'held-back', noted)
  }

  #note(delivery: Delivery, endpoint: Endpoint, { outcome, attempt }: Sent): Delivery | undefined {
    const { book, outbox, onResult } = this.#options
    failpoint('webhook.delivery.sent')
    const noted = outbox.note(delivery.id, outcome, attempt)
    if (!noted) return undefined
    failpoint('webhook.delivery.settled')
    onResult(outcome.kind === 'delivered' ? 'delivered' : 'failed', noted)
    if (noted.progress.state === 'dead' && !noted.isTest) onResult('dead', noted)
    if (outcome.kind === 'gone' && book.find(endpoint.id)?.enabled) {
      void book.disable(endpoint.id, 'It wants no messages any more (410).').catch(() => {})
    }
    return noted
  }
}

/** The key is another one; that is not the fault of the receiver, and does not go away by itself. */
async function unreadable(): Promise<Sent> {
  const at = new Date().toISOString()
  const error = 'What is known of it cannot be read. Remove it and make it anew.'
  return {
    outcome: { kind: 'failed', retryAfterMs: null },
    attempt: { at, status: null, ms: 0, error },
  }
}
