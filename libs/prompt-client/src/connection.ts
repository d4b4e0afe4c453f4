import type { BreakerKind } from './breakers/breaker-state.ts'
import { createLibraryBreaker } from './breakers/library-breaker.ts'
import { createRecovery } from './breakers/recovery.ts'
import { readStats } from './calls/answers.ts'
import { createLibraryCalls, type LibraryCalls } from './calls/library-calls.ts'
import { statsRequest, usesRequest } from './calls/requests.ts'
import { createSender } from './calls/send.ts'
import { ChangeFollower } from './changes/change-follower.ts'
import type { Clock } from './clock.ts'
import type { TraceAttempt } from './exchange/attempt-trace.ts'
import { type Exchange, openExchange } from './exchange/exchange.ts'
import type { ClientObserver } from './observer.ts'
import type { PromptClient } from './prompt-client.ts'
import type { LastUse } from './uses/use-reports.ts'

export interface ConnectionOptions {
  readonly baseUrl: string
  /** By what prompt-web knows who asks; sent with everything. */
  readonly credential: Readonly<Record<string, string>>
  /** The longest a write may take with its retry. */
  readonly timeoutMs: () => number
  /** The longest one attempt may take. */
  readonly attemptTimeoutMs: number
  /** How long a breaker stays open before it tries again. */
  readonly resetTimeoutMs: number
  /** How long the feed may be silent before it is taken for dead. */
  readonly silenceTimeoutMs: number
  readonly trace: TraceAttempt
  readonly observer: ClientObserver
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
}

/** All that goes to one prompt-web and comes from it. */
export interface Connection extends LibraryCalls, Pick<PromptClient, 'probe' | 'breakerStates'> {
  readonly feed: ChangeFollower
  /** Tells of uses; rejects if prompt-web did not hear of them. */
  reportUses(uses: readonly LastUse[]): Promise<void>
  describe(): ReturnType<Exchange['describe']>
  /** Ends what is under way. */
  close(): Promise<void>
}

/** The longest a small request of the client's own may take. */
const ownTimeoutMs = 1_000

/** What the client asks for itself, past the breakers: small, and never tried again. */
function ownRequests(exchange: Exchange) {
  const own = { headers: {}, timeoutMs: ownTimeoutMs } as const
  return {
    askGeneration: async (signal: AbortSignal) => {
      const { method, path } = statsRequest
      const { body } = await exchange.send({ ...own, method, path, signal })
      return readStats(body, `${method} ${path}`).generation
    },
    askSomething: () =>
      exchange.send({ ...own, method: 'GET', path: '/api/v1/prompts?limit=1', signal: undefined }),
    reportUses: async (uses: readonly LastUse[]) => {
      const { method, path, body } = usesRequest(uses)
      await exchange.send({ ...own, method, path, body, signal: undefined })
    },
  }
}

/** Opens the connections; the feed is yet to be started. */
export function openConnection(options: ConnectionOptions): Connection {
  const { baseUrl, credential, attemptTimeoutMs, timeoutMs, trace, observer, clock, random } =
    options
  const exchange = openExchange({ baseUrl, credential })
  const { askGeneration, askSomething, reportUses } = ownRequests(exchange)
  const feed = new ChangeFollower({
    baseUrl,
    credential,
    askGeneration,
    random,
    silenceTimeoutMs: options.silenceTimeoutMs,
    onLive: observer.feed,
    onFault: observer.fault,
  })
  const guard = (kind: BreakerKind) =>
    createLibraryBreaker({
      exchange,
      resetTimeoutMs: options.resetTimeoutMs,
      random,
      onState: (state) => {
        observer.breaker(kind, state)
        if (state !== 'open') return
        recovery.watch()
        if (breakers[kind].failedUnanswered()) feed.doubt()
      },
    })
  const breakers = { reads: guard('reads'), writes: guard('writes') }
  const recovery = createRecovery({ breakers, ask: askSomething, random })
  const { retry: onRetry } = observer
  const send = createSender({ attemptTimeoutMs, steady: clock.steady, random, onRetry })
  const onWritten = () => feed.raiseRevision()
  const calls = { send, breakers, observer, onWritten, timeoutMs, trace, clock }

  return {
    ...createLibraryCalls(calls),
    feed,
    reportUses,
    probe: ({ deadline = Number.POSITIVE_INFINITY, signal }) => {
      const timeoutMs = Math.max(1, Math.min(attemptTimeoutMs, deadline - clock.now()))
      return exchange.probe({ method: 'GET', path: '/livez', headers: {}, signal, timeoutMs })
    },
    breakerStates: () => ({ reads: breakers.reads.state(), writes: breakers.writes.state() }),
    describe: exchange.describe,
    close: async () => {
      recovery.stop()
      feed.stop()
      breakers.reads.close()
      breakers.writes.close()
      await exchange.close()
    },
  }
}
