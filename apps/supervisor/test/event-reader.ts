import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { createInterface } from 'node:readline'
import type { LifecycleEvent, LifecycleEventType } from '../src/supervision/lifecycle-event.ts'

export type EventOf<Type extends LifecycleEventType> = Extract<LifecycleEvent, { type: Type }>

/** A client of `GET /api/v1/events` that reads server-sent events. */
export class EventReader {
  readonly response: IncomingMessage
  readonly seen: LifecycleEvent[] = []
  readonly #events: AsyncGenerator<LifecycleEvent>

  private constructor(response: IncomingMessage) {
    this.response = response
    this.#events = eventsIn(response)
  }

  /** Follows from `after` on, or from now on. */
  static async open(url: string, { after, query = '' }: { after?: number; query?: string } = {}) {
    const headers = {
      accept: 'text/event-stream',
      ...(after !== undefined && { 'last-event-id': String(after) }),
    }
    const request = get(new URL(`/api/v1/events${query}`, url), { headers, agent: false })
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    request.on('error', () => {})
    return new EventReader(response)
  }

  /** The next of a type for which the test holds. Throws when the stream ends before. */
  async next<Type extends LifecycleEventType>(
    type: Type,
    isMeant: (event: EventOf<Type>) => boolean = () => true,
  ): Promise<EventOf<Type>> {
    for (;;) {
      const { value, done } = await this.#events.next()
      if (done) throw new Error(`The stream ended without ${type}: ${JSON.stringify(this.seen)}`)
      this.seen.push(value)
      if (value.type === type && isMeant(value as EventOf<Type>)) return value as EventOf<Type>
    }
  }

  /** Reads to the end of the stream. */
  async end(): Promise<void> {
    for await (const event of this.#events) this.seen.push(event)
  }

  close(): void {
    this.response.destroy()
  }
}

async function* eventsIn(response: IncomingMessage): AsyncGenerator<LifecycleEvent> {
  let fields: Record<string, string> = {}
  try {
    for await (const line of createInterface({ input: response })) {
      const [, field = '', value = ''] = /^([a-z]*): ?(.*)$/.exec(line) ?? []
      if (field !== '') fields[field] = value
      if (line !== '') continue
      const { id, event: type, data } = fields
      fields = {}
      if (data === undefined) continue
      const event = JSON.parse(data) as LifecycleEvent
      if (id !== String(event.seq) || type !== event.type) throw new Error(`odd message: ${data}`)
      yield event
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error
  }
}
