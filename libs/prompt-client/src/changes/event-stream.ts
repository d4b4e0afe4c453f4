import { createParser } from 'eventsource-parser'
import { Client } from 'undici'
import { libraryAnswerInvalid } from '../errors.ts'

export interface EventStreamOptions {
  readonly baseUrl: string
  /** Path and query below the base URL. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** How long it may take until the stream begins. */
  readonly openTimeoutMs: number
  /** How long nothing at all may come before the stream is taken for dead. */
  readonly silenceTimeoutMs: number
  readonly signal: AbortSignal
  readonly onOpen: () => void
  /** Told the data of each event. */
  readonly onEvent: (data: string) => void
}

/** The longest event, in characters; those of prompt-web are far shorter. */
const maxEventLength = 1024 * 1024

/** Aborts when nothing has come for too long, or with whoever listens. */
function watchSilence({ openTimeoutMs, silenceTimeoutMs, signal: listener }: EventStreamOptions) {
  const controller = new AbortController()
  const end = () => controller.abort()
  let timer = setTimeout(end, openTimeoutMs)
  listener.addEventListener('abort', end)
  if (listener.aborted) end()
  return {
    signal: controller.signal,
    opened: () => {
      clearTimeout(timer)
      timer = setTimeout(end, silenceTimeoutMs).unref()
    },
    heard: () => void timer.refresh(),
    release: () => {
      clearTimeout(timer)
      listener.removeEventListener('abort', end)
    },
  }
}

/**
 * Reads one stream of server-sent events (WHATWG HTML) to its end. Resolves when the server ends
 * it; rejects if it cannot be opened, breaks, or falls silent, heartbeats included.
 */
export async function readEventStream(options: EventStreamOptions): Promise<void> {
  const { origin, pathname } = new URL(options.baseUrl)
  const silence = watchSilence(options)
  // A connection of its own: those of the pool are for requests, and this one stays.
  const client = new Client(origin, { headersTimeout: 0, bodyTimeout: 0 })
  try {
    const { statusCode, headers, body } = await client.request({
      method: 'GET',
      path: pathname.replace(/\/$/, '') + options.path,
      headers: { ...options.headers, accept: 'text/event-stream' },
      signal: silence.signal,
    })
    const type = String(headers['content-type'])
    if (statusCode !== 200 || !type.startsWith('text/event-stream')) {
      throw libraryAnswerInvalid(`GET ${options.path.split('?')[0]}`, `status ${statusCode}`)
    }
    silence.opened()
    options.onOpen()
    const parser = createParser({
      onEvent: ({ data }) => options.onEvent(data),
      maxBufferSize: maxEventLength,
    })
    const decoder = new TextDecoder()
    for await (const chunk of body) {
      silence.heard()
      parser.feed(decoder.decode(chunk, { stream: true }))
    }
  } finally {
    silence.release()
    await client.destroy()
  }
}
