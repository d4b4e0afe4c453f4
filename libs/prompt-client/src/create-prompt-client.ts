import { randomUUID } from 'node:crypto'
import { PromptBinError } from '@promptbin/errors'
import { createBreaker } from './breakers/breaker.ts'
import type { BreakerKind } from './breakers/breaker-state.ts'
import { createReader } from './calls/read.ts'
import {
  createRequest,
  getRequest,
  type LibraryRequest,
  listRequest,
  renderRequest,
  statsRequest,
  updateRequest,
} from './calls/requests.ts'
import { openExchange } from './exchange/exchange.ts'
import { type ClientObserver, unobserved } from './observer.ts'
import type { Call, PromptClient, UpdateCall } from './prompt-client.ts'

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
  readonly observer?: Partial<ClientObserver>
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
  const observer = { ...unobserved, ...options.observer }
  const { attemptTimeoutMs = defaultAttemptTimeoutMs } = options
  const exchange = openExchange({ baseUrl: options.baseUrl })
  const guard = (kind: BreakerKind) =>
    createBreaker({
      exchange,
      resetTimeoutMs: options.resetTimeoutMs ?? defaultResetTimeoutMs,
      random,
      onState: (state) => observer.breaker(kind, state),
    })
  const breakers = { reads: guard('reads'), writes: guard('writes') }
  const { timeoutMs } = options
  const read = createReader({ breaker: breakers.reads, timeoutMs, attemptTimeoutMs, now, random })

  function headers({ client, principal }: Call): Record<string, string> {
    const id = options.requestId?.()
    return {
      'x-promptbin-client': headerText(client),
      ...(principal !== undefined && { 'x-promptbin-author': headerText(principal) }),
      ...(id && { 'x-request-id': id }),
    }
  }

  async function observed<Answer>(
    request: LibraryRequest<Answer>,
    send: () => Promise<unknown>,
  ): Promise<Answer> {
    const { operation, method, path } = request
    const started = now()
    let error: PromptBinError | undefined
    try {
      return request.read(await send(), `${method} ${path.split('?')[0]}`)
    } catch (thrown) {
      if (thrown instanceof PromptBinError) error = thrown
      throw thrown
    } finally {
      observer.call({ operation, error, durationMs: now() - started })
    }
  }

  async function ask<Answer>(request: LibraryRequest<Answer>, call: Call) {
    const { method, path, body } = request
    const send = () => read({ method, path, body, headers: headers(call) }, call)
    return { value: await observed(request, send) }
  }

  function write<Answer>(request: LibraryRequest<Answer>, call: UpdateCall): Promise<Answer> {
    const { method, path, body } = request
    const { deadline = Number.POSITIVE_INFINITY, signal, ifMatch = '*' } = call
    const conditions = {
      ...(method === 'PATCH' && { 'if-match': ifMatch }),
      'idempotency-key': call.idempotencyKey ?? randomUUID(),
    }
    const leftMs = Math.max(1, Math.min(timeoutMs, deadline - now()) - 50)
    return observed(request, () =>
      breakers.writes.send({
        method,
        path,
        body,
        headers: { ...headers(call), ...conditions },
        signal,
        timeoutMs: Math.min(attemptTimeoutMs, leftMs),
      }),
    )
  }

  const breakerStates = () => ({
    reads: breakers.reads.state(),
    writes: breakers.writes.state(),
  })

  return {
    list: (query, call) => ask(listRequest(query), call),
    get: (name, selector, call) => ask(getRequest(name, selector), call),
    render: (name, request, call) => ask(renderRequest(name, request), call),
    stats: (call) => ask(statsRequest, call),
    create: (draft, call) => write(createRequest(draft), call),
    update: (name, change, call) => write(updateRequest(name, change), call),
    changes: { subscribe: () => () => {}, revision: () => undefined },
    noteUse: () => {},
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
    breakerStates,
    describe: () => ({
      breakers: breakerStates(),
      cache: { entries: 0, bytes: 0, hits: 0, misses: 0, stale: 0 },
      feed: { live: false, generation: undefined, reconnects: 0 },
      pool: { connected: 0, running: 0, queued: 0 },
    }),
    close: () => {
      breakers.reads.close()
      breakers.writes.close()
      return exchange.close()
    },
  }
}
