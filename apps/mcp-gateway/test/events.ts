/** One event of a stream (HTML, server-sent events). */
export interface StreamEvent {
  readonly id: string
  readonly data: string
}

/** A stream of events that is open. */
export interface Events {
  readonly response: Response
  /** The next event with data; throws when the stream ends before it. */
  next(): Promise<StreamEvent>
  /** The next comment, without what came before it. */
  comment(): Promise<string>
  /** Resolves when the stream ends; gives what came until then. */
  rest(): Promise<readonly StreamEvent[]>
  close(): Promise<void>
}

const fieldOf = (event: string, name: string) =>
  new RegExp(`^${name}: (.*)$`, 'm').exec(event)?.[1] ?? ''

/** Reads the events of a response. */
export function eventsOf(response: Response): Events {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''

  /** The next piece of the stream up to an empty line, of any kind. */
  async function piece(): Promise<string> {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const found = text.slice(0, end)
        text = text.slice(end + 2)
        return found
      }
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
      if (done) throw new Error('the stream has ended')
      text += value
    }
  }

  async function next(): Promise<StreamEvent> {
    for (;;) {
      const event = await piece()
      const data = fieldOf(event, 'data')
      if (data !== '') return { id: fieldOf(event, 'id'), data }
    }
  }

  return {
    response,
    next,
    async comment() {
      for (;;) {
        const found = await piece()
        if (found.startsWith(':')) return found
      }
    },
    async rest() {
      const events: StreamEvent[] = []
      for (;;) {
        try {
          events.push(await next())
        } catch {
          return events
        }
      }
    },
    close: async () => reader?.cancel(),
  }
}

/** Opens the stream on which a session hears of changes. */
export async function openEvents(
  gatewayUrl: string,
  headers: Readonly<Record<string, string>>,
): Promise<Events> {
  const response = await fetch(new URL('/mcp', gatewayUrl), {
    headers: { ...headers, accept: 'text/event-stream' },
  })
  return eventsOf(response)
}
