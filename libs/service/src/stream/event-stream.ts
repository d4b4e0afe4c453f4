/** One message of a stream (WHATWG HTML, server-sent events). */
export interface ServerSentEvent {
  /** By which a client that lost its connection resumes. */
  readonly id: number
  readonly type: string
  /** Sent as JSON, which has no line breaks. */
  readonly data: object
}

/** How soon a client that lost its connection comes back, in ms. */
const retryMs = 2_000

/** How often a quiet stream says that it is there, so that nothing on the way takes it for dead. */
const heartbeatMs = 15_000

const heartbeat = ':\n\n'

function toMessage({ id, type, data }: ServerSentEvent): string {
  return `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`
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
  events: AsyncIterable<ServerSentEvent>,
  signal: AbortSignal,
): AsyncGenerator<string> {
  yield `retry: ${retryMs}\n\n`
  if (signal.aborted) return
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
