import { openAnswerCache } from './cache/answer-cache.ts'
import { createFlights } from './cache/flights.ts'
import { createKeptReads } from './cache/kept-reads.ts'
import {
  createRequest,
  getRequest,
  listRequest,
  renderRequest,
  statsRequest,
  updateRequest,
} from './calls/requests.ts'
import { type Clock, systemClock } from './clock.ts'
import { openConnection } from './connection.ts'
import type { TraceAttempt } from './exchange/attempt-trace.ts'
import { type ClientObserver, unobserved } from './observer.ts'
import type { PromptClient } from './prompt-client.ts'
import { UseReports } from './uses/use-reports.ts'

export interface PromptClientOptions {
  /** Where prompt-web is, `http://127.0.0.1:5000`; a path in it is kept. */
  readonly baseUrl: string
  /** By what prompt-web knows who asks; sent with everything. */
  readonly credential?: Readonly<Record<string, string>>
  /** The longest a call may take with its retry, unless the call itself has less time. */
  readonly timeoutMs: number | (() => number)
  /** The longest one attempt may take. */
  readonly attemptTimeoutMs?: number
  /** How long a breaker stays open before it tries again. */
  readonly resetTimeoutMs?: number
  /** Whether changes are followed; if not, nothing that is kept counts as current. */
  readonly followChanges?: boolean
  /** How long the feed may be silent, heartbeats included, before it is taken for dead. */
  readonly silenceTimeoutMs?: number
  /** Joins what is asked with the request that is being served, for logs and traces. */
  readonly trace?: TraceAttempt
  readonly observer?: Partial<ClientObserver>
  readonly clock?: Clock
  /** 0 to 1. */
  readonly random?: () => number
}

/** Longer than any read takes, and short enough to leave time for a second attempt. */
const defaultAttemptTimeoutMs = 2_500

/** Short, so that a breaker is closed within 2 s of prompt-web's being back. */
const defaultResetTimeoutMs = 1_000

/** Two heartbeats of prompt-web that do not come, and a little more. */
const defaultSilenceTimeoutMs = 35_000

/** Makes the client of one prompt-web, and begins to follow its changes. */
export function createPromptClient(options: PromptClientOptions): PromptClient {
  const { baseUrl, followChanges = true, clock = systemClock } = options
  const given = options.timeoutMs
  const timeoutMs = typeof given === 'function' ? given : () => given
  const observer = { ...unobserved, ...options.observer }
  const connection = openConnection({
    baseUrl,
    credential: options.credential ?? {},
    timeoutMs,
    attemptTimeoutMs: options.attemptTimeoutMs ?? defaultAttemptTimeoutMs,
    resetTimeoutMs: options.resetTimeoutMs ?? defaultResetTimeoutMs,
    silenceTimeoutMs: options.silenceTimeoutMs ?? defaultSilenceTimeoutMs,
    trace: options.trace ?? (() => undefined),
    observer,
    clock,
    random: options.random ?? Math.random,
  })
  const { ask, write, feed, breakerStates } = connection
  const uses = new UseReports({ report: connection.reportUses, now: clock.now })
  const noteUse = (name: string) => uses.note(name)
  const cache = openAnswerCache()
  const flights = createFlights(clock)
  const reads = createKeptReads({ cache, flights, feed, ask, observer, noteUse, timeoutMs, clock })
  if (followChanges) feed.start()

  return {
    list: (query, call) => reads.read(listRequest(query), call),
    get: (name, selector, call) => reads.read(getRequest(name, selector), call),
    render: (name, request, call) => reads.read(renderRequest(name, request), call),
    stats: (call) => reads.read(statsRequest, call),
    create: (draft, call) => write(createRequest(draft), call),
    update: (name, change, call) => write(updateRequest(name, change), call),
    changes: feed,
    noteUse,
    probe: connection.probe,
    breakerStates,
    describe: () => ({
      breakers: breakerStates(),
      cache: { ...cache.describe(), ...reads.describe() },
      feed: feed.describe(),
      pool: connection.describe(),
    }),
    close: async () => {
      await uses.close()
      await connection.close()
    },
  }
}
