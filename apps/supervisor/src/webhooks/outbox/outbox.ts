import { failpoint } from '@promptbin/failpoints'
import {
  type AttemptOutcome,
  afterAttempt,
  beginDelivery,
  type DeliveryState,
  type WebhookEvent,
} from '@promptbin/webhooks'
import type { StateFile } from '../../state/state-file.ts'
import type { Attempt, Delivery, OutboxState, Positions, SourceName } from './delivery.ts'
import { withinBounds } from './within-bounds.ts'

/** Some events of a source, with all receivers that want them, and how far the source was read. */
export interface Taken {
  readonly source: SourceName
  readonly position: number
  readonly wanted: readonly {
    readonly event: WebhookEvent
    readonly endpoints: readonly string[]
  }[]
}

/** What changes besides when events are taken over. */
export type OutboxChange = Partial<Pick<OutboxState, 'failedServices'>>

/**
 * What is on its way to receivers, and what became of it. Events and how far their source was read are
 * one write: what was not written is read again at the next start, under the same ids.
 */
export class Outbox {
  readonly #file: StateFile<OutboxState>
  #deliveries: ReadonlyMap<string, Delivery>

  constructor(file: StateFile<OutboxState>) {
    this.#file = file
    // Whoever waited for what comes of a test has not survived it.
    const kept = file.value.deliveries.filter((one) => !one.isTest || one.progress.dueAtMs === null)
    this.#deliveries = new Map(kept.map((delivery) => [delivery.id, delivery]))
  }

  get positions(): Positions {
    return this.#file.value.positions
  }

  get failedServices(): readonly string[] {
    return this.#file.value.failedServices
  }

  /** The oldest first. */
  get all(): readonly Delivery[] {
    return [...this.#deliveries.values()]
  }

  get(id: string): Delivery | undefined {
    return this.#deliveries.get(id)
  }

  /** From where a source is read; null: it is not. */
  place(source: SourceName, position: number | null): void {
    if (this.positions[source] === position) return
    this.#write({ positions: { ...this.positions, [source]: position } })
    // What comes from now on is told also by the life after a crash.
    void this.flush()
  }

  /** Gives how many messages were forgotten unsent because too many wait for a receiver. */
  take({ source, position, wanted }: Taken, change: OutboxChange = {}): number {
    failpoint('webhook.event.taken')
    const added = wanted.flatMap(({ event, endpoints }) =>
      endpoints.map((endpoint) => ({ event, endpoint })),
    )
    return this.#add(added, false, {
      ...change,
      positions: { ...this.positions, [source]: position },
    }).overflown
  }

  /** A message to one receiver that is sent once and at once. */
  test(event: WebhookEvent, endpoint: string): Delivery {
    const [delivery] = this.#add([{ event, endpoint }], true).added
    return delivery as Delivery
  }

  /** Those that are to be sent now or later, the oldest first. */
  get waiting(): readonly Delivery[] {
    return this.all.filter(({ progress, isTest }) => !isTest && progress.state === 'waiting')
  }

  /** Notes an attempt; gives the delivery as it is then, undefined if it was removed meanwhile. */
  note(id: string, outcome: AttemptOutcome, attempt: Attempt | null): Delivery | undefined {
    const delivery = this.#deliveries.get(id)
    if (!delivery) return undefined
    const progress = afterAttempt(delivery.progress, outcome, Date.now(), Math.random())
    const isOver = delivery.isTest && progress.state === 'waiting'
    const noted: Delivery = {
      ...delivery,
      progress: isOver ? { ...progress, state: 'dead', dueAtMs: null } : progress,
      attempt: attempt ?? delivery.attempt,
    }
    this.#become(this.all.map((one) => (one.id === id ? noted : one)))
    return noted
  }

  /** Sends again from the beginning what has ended; gives how many. */
  replay(ids: readonly string[]): number {
    const again = new Set(ids)
    const nowMs = Date.now()
    const replayed = this.all.filter(
      ({ id, progress }) => again.has(id) && progress.state !== 'waiting',
    )
    const isReplayed = new Set(replayed)
    this.#become(
      this.all.map((one) =>
        isReplayed.has(one) ? { ...one, isTest: false, progress: beginDelivery(nowMs) } : one,
      ),
    )
    return replayed.length
  }

  /** Removes everything of a receiver. */
  forget(endpoint: string): void {
    this.#become(this.all.filter((delivery) => delivery.endpoint !== endpoint))
  }

  /** The last attempts at a receiver that have succeeded and failed, of what is kept. */
  lastOf(endpoint: string): {
    readonly lastDelivered: Attempt | undefined
    readonly lastFailed: Attempt | undefined
  } {
    const attempts = this.all
      .flatMap((one) => (one.endpoint === endpoint ? (one.attempt ?? []) : []))
      .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
    return {
      lastDelivered: attempts.findLast(({ error }) => error === null),
      lastFailed: attempts.findLast(({ error }) => error !== null),
    }
  }

  count(endpoint: string, state: DeliveryState): number {
    let count = 0
    for (const one of this.#deliveries.values()) {
      if (one.endpoint === endpoint && one.progress.state === state) count += 1
    }
    return count
  }

  /** Settles when the last state is on the disk. */
  flush(): Promise<void> {
    return this.#file.flush()
  }

  #add(
    wanted: readonly { readonly event: WebhookEvent; readonly endpoint: string }[],
    isTest: boolean,
    change: Partial<OutboxState> = {},
  ): { readonly added: readonly Delivery[]; readonly overflown: number } {
    const { count } = this.#file.value
    const progress = beginDelivery(Date.now())
    const added = wanted.map(
      ({ event, endpoint }, index): Delivery => ({
        id: `d${count + index + 1}`,
        endpoint,
        event,
        progress,
        attempt: null,
        isTest,
      }),
    )
    const all = [...this.all, ...added]
    const overflown = this.#become(all, { ...change, count: count + added.length })
    return { added, overflown }
  }

  #become(deliveries: readonly Delivery[], change: Partial<OutboxState> = {}): number {
    const { kept, overflown } = withinBounds(deliveries)
    this.#deliveries = new Map(kept.map((delivery) => [delivery.id, delivery]))
    this.#write({ ...change, deliveries: kept })
    return overflown
  }

  #write(change: Partial<OutboxState>): void {
    this.#file.write({ ...this.#file.value, ...change })
  }
}
