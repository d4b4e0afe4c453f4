import type { LibraryEvent } from '@promptbin/prompt-store'
import type { FeedReset } from '../../library/library.ts'

/** How soon a client that lost its connection comes back, in ms. */
const retryMs = 2_000

/** How often a quiet stream says that it is there, so that nothing on the way takes it for dead. */
const heartbeatMs = 15_000

const heartbeat = ':\n\n'

/** An event as it goes over the line (WHATWG HTML, server-sent events). JSON has no line breaks. */
function toMessage(event: LibraryEvent | FeedReset): string {
  const { generation, type } = event
  return `id: ${generation}\nevent: ${type}\ndata: ${JSON.stringify(event)}\n\n`
}

/** Settles with nothing after a while in which `work` did not settle. */
async function orNothingIn<Result>(ms: number, work: Promise<Result>): Promise<Result | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const timer = setTimeout(resolve, ms, undefined).unref()
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}

/** The text of a stream of server-sent events, written no faster than it is read. */
export async function* eventStream(
  events: AsyncIterable<LibraryEvent | FeedReset>,
  signal: AbortSignal,
): AsyncGenerator<string> {
  yield `retry: ${retryMs}\n\n`
  const source = events[Symbol.asyncIterator]()
  try {
    let next = source.next()
    while (!signal.aborted) {
      const step = await orNothingIn(heartbeatMs, next)
      if (step?.done) return
      if (step === undefined) {
        yield heartbeat
        continue
      }
      yield toMessage(step.value)
      next = source.next()
    }
  } finally {
    await source.return?.()
  }
}
