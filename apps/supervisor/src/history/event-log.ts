import { EventEmitter, once } from 'node:events'
import { join } from 'node:path'
import { openJsonLines } from '../state/json-lines.ts'
import type { StateLog } from '../state/state-file.ts'
import type {
  LifecycleEvent,
  LifecycleEventType,
  LifecycleFact,
} from '../supervision/lifecycle-event.ts'
import { parseEvent } from './parse-event.ts'

export interface EventLogOptions {
  /** The state folder. */
  readonly folder: string
  readonly log: StateLog
  /** How many records are kept in memory; older ones are read from the disk. */
  readonly keptInMemory?: number
  /** The size of one of the two files on the disk. */
  readonly maxBytes?: number
}

/** Which records are meant; what is not given may be anything. */
export interface EventFilter {
  /** Only records of this time or later, in ms since 1970. */
  readonly fromMs?: number | undefined
  readonly types?: readonly LifecycleEventType[] | undefined
  readonly service?: string | undefined
}

/** Which records are asked for. */
export interface EventQuery extends EventFilter {
  /** Only records after this one, the oldest first; without it the newest are meant. */
  readonly after?: number | undefined
  readonly limit: number
}

/** Some records, oldest first. */
export interface EventPage {
  readonly items: readonly LifecycleEvent[]
  /** After which record more of them are to be had; null when there are no more. */
  readonly nextCursor: number | null
}

const defaultKeptInMemory = 500

/** Everything that happened in an instance, numbered over all its starts. */
export class EventLog {
  readonly #lines
  readonly #keptInMemory: number
  readonly #told = new EventEmitter<{ event: [LifecycleEvent] }>().setMaxListeners(0)
  #recent: readonly LifecycleEvent[]
  #lastSeq: number
  /** Records of which nobody has been told yet. */
  #untold: LifecycleEvent[] = []

  constructor({ folder, log, maxBytes, keptInMemory = defaultKeptInMemory }: EventLogOptions) {
    this.#lines = openJsonLines<LifecycleEvent>({
      file: join(folder, 'events.jsonl'),
      parse: parseEvent,
      log,
      ...(maxBytes !== undefined && { maxBytes }),
    })
    this.#keptInMemory = keptInMemory
    this.#recent = inOrder(this.#lines.tail).slice(-keptInMemory)
    this.#lastSeq = this.#recent.at(-1)?.seq ?? 0
  }

  /** The number of the last record; 0 before the first. */
  get lastSeq(): number {
    return this.#lastSeq
  }

  /** Numbers are given after this one: a list that was lost must not let them start again. */
  skipTo(seq: number): void {
    this.#lastSeq = Math.max(this.#lastSeq, seq)
  }

  /** The last records from before this start, as far as they are known without reading on. */
  get recent(): readonly LifecycleEvent[] {
    return this.#recent
  }

  /**
   * Puts something on record, and tells those who follow a moment later: whoever records has
   * something urgent to do, such as to let a spare answer in the place of who is gone. Never throws.
   */
  record(fact: LifecycleFact): LifecycleEvent {
    this.#lastSeq += 1
    const event = { seq: this.#lastSeq, at: new Date().toISOString(), ...fact }
    this.#recent = [...this.#recent.slice(1 - this.#keptInMemory), event]
    this.#lines.append(event)
    if (this.#untold.push(event) === 1) setImmediate(() => this.#tell())
    return event
  }

  /** Calls back with each record from now on. */
  onRecord(callback: (event: LifecycleEvent) => void): void {
    this.#told.on('event', callback)
  }

  /** Every record that is still there, oldest first. */
  all(): AsyncGenerator<LifecycleEvent> {
    return this.#after(0)
  }

  /** Some of them. */
  async list(query: EventQuery): Promise<EventPage> {
    const { after, limit } = query
    if (after === undefined) return { items: await this.#newest(query), nextCursor: null }
    const items: LifecycleEvent[] = []
    for await (const event of this.#after(after)) {
      if (!matches(event, query)) continue
      if (items.length === limit) return { items, nextCursor: items.at(-1)?.seq ?? after }
      items.push(event)
    }
    return { items, nextCursor: null }
  }

  /**
   * Records as they come, from the one after `after` on, or from now on, until the signal. A reader
   * that is slow holds nothing up: it reads what it has missed from the disk.
   */
  async *follow(after: number | undefined, signal: AbortSignal): AsyncGenerator<LifecycleEvent> {
    // A number that was not given yet comes from another history, of which nothing can be resumed.
    let position = after === undefined ? this.#lastSeq : after > this.#lastSeq ? 0 : after
    while (!signal.aborted) {
      for await (const event of this.#after(position)) {
        if (signal.aborted) return
        yield event
        position = event.seq
      }
      if ((this.#recent.at(-1)?.seq ?? 0) > position) continue
      await once(this.#told, 'event', { signal }).catch(() => {})
    }
  }

  /** Settles when everything is on the disk, or cannot be written. */
  close(): Promise<void> {
    this.#tell()
    return this.#lines.flush()
  }

  #tell(): void {
    const events = this.#untold
    this.#untold = []
    for (const event of events) this.#told.emit('event', event)
  }

  async #newest(query: EventQuery): Promise<readonly LifecycleEvent[]> {
    const { limit, fromMs } = query
    const inMemory = this.#recent.filter((event) => matches(event, query))
    const [oldest] = this.#recent
    const isAll = fromMs !== undefined && oldest && Date.parse(oldest.at) < fromMs
    if (inMemory.length >= limit || isAll) return inMemory.slice(-limit)
    const found: LifecycleEvent[] = []
    for await (const event of this.all()) {
      if (!matches(event, query)) continue
      found.push(event)
      if (found.length > limit) found.shift()
    }
    return found
  }

  async *#after(position: number): AsyncGenerator<LifecycleEvent> {
    let last = position
    let hasMore = true
    // Again when so much came meanwhile that the memory does not go on where the disk ended.
    while (hasMore && last < (this.#recent[0]?.seq ?? Number.POSITIVE_INFINITY) - 1) {
      hasMore = false
      for await (const event of this.#lines.read()) {
        if (event.seq <= last) continue
        last = event.seq
        hasMore = true
        yield event
      }
    }
    for (const event of this.#recent) {
      if (event.seq <= last) continue
      last = event.seq
      yield event
    }
  }
}

/** Without records that do not belong there: their numbers do not grow. */
function inOrder(events: readonly LifecycleEvent[]): readonly LifecycleEvent[] {
  let last = 0
  return events.filter(({ seq }) => {
    const grows = seq > last
    last = Math.max(last, seq)
    return grows
  })
}

/** Whether a record is one of those that are meant. */
export function matches(event: LifecycleEvent, { fromMs, types, service }: EventFilter): boolean {
  return (
    (types === undefined || types.includes(event.type)) &&
    (service === undefined || event.service === service) &&
    (fromMs === undefined || Date.parse(event.at) >= fromMs)
  )
}
