import { PromptBinError } from '@promptbin/errors'
import { createBreaker } from './breaker.ts'
import { openExchange } from './exchange.ts'
import type { BreakerState, Call, PromptClient } from './prompt-client.ts'
import { createReader } from './read.ts'
import { getRequest, type LibraryRequest, listRequest, renderRequest } from './requests.ts'

/** What one call came to, for metrics. */
export interface CallReport {
  readonly operation: LibraryRequest<unknown>['operation']
  /** The error that the call rejected with; `undefined` if it did not. */
  readonly error: PromptBinError | undefined
  readonly durationMs: number
}

export interface PromptClientOptions {
  /** Where prompt-web is, `http://127.0.0.1:5000`; a path in it is kept. */
  readonly baseUrl: string
  /** The longest a call may take with its retry, unless the call itself has less time. */
  readonly timeoutMs: number
  /** The longest one attempt may take. */
  readonly attemptTimeoutMs?: number
  /** How long the breaker stays open before it tries again. */
  readonly resetTimeoutMs?: number
  /** The id of the request that is being served, passed on so that logs can be joined. */
  readonly requestId?: () => string | undefined
  readonly onCall?: (report: CallReport) => void
  readonly onBreaker?: (state: BreakerState) => void
  /** Milliseconds since the epoch. */
  readonly now?: () => number
  /** 0 to 1. */
  readonly random?: () => number
}

/** Far longer than any read takes, and short enough to leave time for a second attempt. */
const defaultAttemptTimeoutMs = 5_000

/** Long enough for a service to be restarted, short enough for a person to wait. */
const defaultResetTimeoutMs = 5_000

/** A monotonic clock, so that a corrected system time neither ends nor prolongs a call. */
const monotonicNow = () => performance.timeOrigin + performance.now()

/** An HTTP header carries only printable ASCII, and prompt-web keeps 100 characters of a client. */
function headerText(name: string): string {
  const printable = name.replace(/[^\x20-\x7e]+/g, '?').trim()
  return printable.slice(0, 100) || 'unknown'
}

/** Makes the client of one prompt-web. */
export function createPromptClient(options: PromptClientOptions): PromptClient {
  const { now = monotonicNow, random = Math.random } = options
  const { attemptTimeoutMs = defaultAttemptTimeoutMs } = options
  const exchange = openExchange({ baseUrl: options.baseUrl })
  const breaker = createBreaker({
    exchange,
    resetTimeoutMs: options.resetTimeoutMs ?? defaultResetTimeoutMs,
    random,
    onState: options.onBreaker ?? (() => {}),
  })
  const read = createReader({
    breaker,
    timeoutMs: options.timeoutMs,
    attemptTimeoutMs,
    now,
    random,
  })

  function headers({ client }: Call): Record<string, string> {
    const id = options.requestId?.()
    return { 'x-promptbin-client': headerText(client), ...(id && { 'x-request-id': id }) }
  }

  async function ask<Answer>(request: LibraryRequest<Answer>, call: Call): Promise<Answer> {
    const { operation, method, path, body } = request
    const started = now()
    let error: PromptBinError | undefined
    try {
      const answer = await read({ method, path, body, headers: headers(call) }, call)
      return request.read(answer, `${method} ${path.split('?')[0]}`)
    } catch (thrown) {
      if (thrown instanceof PromptBinError) error = thrown
      throw thrown
    } finally {
      options.onCall?.({ operation, error, durationMs: now() - started })
    }
  }

  return {
    list: (query, call) => ask(listRequest(query), call),
    get: (name, selector, call) => ask(getRequest(name, selector), call),
    render: (name, request, call) => ask(renderRequest(name, request), call),
    probe: (call) => {
      const leftMs = (call.deadline ?? Number.POSITIVE_INFINITY) - now()
      const timeoutMs = Math.max(1, Math.min(attemptTimeoutMs, leftMs))
      const { signal } = call
      return exchange.probe({
        method: 'GET',
        path: '/livez',
        headers: headers(call),
        signal,
        timeoutMs,
      })
    },
    breakerState: breaker.state,
    close: () => {
      breaker.close()
      return exchange.close()
    },
  }
}
