import { type BreakerState, createBreaker } from '@promptbin/breaker'
import { nothingChanged, storeUnavailable } from '../../store-errors.ts'
import type { Performer } from '../bridge/answer-worker.ts'
import { PostgresFault } from '../bridge/postgres-fault.ts'
import type { FaultData, StatementReply, StatementRequest } from '../bridge/statement-message.ts'
import { dropClient, openClient } from '../database/client.ts'
import { toFault } from '../database/connection.ts'
import { isAway } from '../database/postgres-errors.ts'

/** Told when the server is left alone, why, and when it is asked again. */
export type OnServerBreaker = (state: BreakerState, reason: Error | undefined) => void

/** Keeps jobs from a server of PostgreSQL that cannot be reached. */
export interface ServerBreaker {
  /** Throws `PB_STORE_UNAVAILABLE` while the server is left alone. */
  admit(): void
  /** The same connection, which is not asked while the server is left alone. */
  guard(performer: Performer): Performer
  close(): void
}

/** Each job begins with one attempt that counts; of fewer within 10 s nothing is concluded. */
const leastCalls = 5

/** Between two trials: with the time that one takes, everybody is served 1 s after the server is back. */
const resetTimeoutMs = 500

/** A connection is waited for longer than that: once is enough, nobody else shall wait as long. */
const longMs = 4_000

/** A reply that says that the server could not be reached. */
class Unreached extends Error {
  readonly reply: StatementReply
  readonly afterMs: number

  constructor(fault: FaultData, afterMs: number) {
    super(fault.message)
    this.reply = { fault }
    this.afterMs = afterMs
  }
}

/**
 * One breaker for all connections of a store. What counts is whether a job could begin; what PostgreSQL
 * answers, refusals included, shows that it is there. No job is a trial: a connection that is opened and
 * set up is, so nobody waits for a server that is still away, and it is found to be back without anybody
 * who asks.
 */
export function createServerBreaker(url: string, onBreaker: OnServerBreaker): ServerBreaker {
  let reason: Error | undefined
  const breaker = createBreaker({
    leastCalls,
    resetTimeoutMs,
    isFault: (error) => error instanceof Unreached || isAway(toFault(error)),
    isDecisive: (error) => error instanceof Unreached && error.afterMs >= longMs,
    unavailable: (cause) => cause,
    onFault: (error) => {
      reason = error instanceof Error ? error : new Error(String(error))
    },
    onState: (state) => {
      onBreaker(state, state === 'closed' ? undefined : reason)
      // Its outcome closes the breaker, or opens it for the next time.
      if (state === 'half-open') breaker.run(() => connect(url)).catch(() => {})
    },
  })
  const fault = (): FaultData => ({
    message: `The server is left alone until it can be reached: ${reason?.message}`,
    code: undefined,
    isLost: true,
  })
  const isLeftAlone = () => breaker.state() !== 'closed'

  async function begin(performer: Performer, request: StatementRequest): Promise<StatementReply> {
    try {
      return await breaker.run(async () => {
        const startedMs = performance.now()
        const reply = await performer.perform(request)
        if (!('fault' in reply && isAway(reply.fault))) return reply
        throw new Unreached(reply.fault, performance.now() - startedMs)
      })
    } catch (error) {
      return error instanceof Unreached ? error.reply : { fault: fault() }
    }
  }

  return {
    admit: () => {
      if (!isLeftAlone()) return
      throw storeUnavailable.with({ cause: new PostgresFault(fault()) }, nothingChanged)
    },
    guard: (performer) => ({
      perform: async (request) => {
        // What has begun goes on: to cut it off would leave in the dark what became of it.
        if (!request.mayOpen) return performer.perform(request)
        return isLeftAlone() ? { fault: fault() } : begin(performer, request)
      },
      close: () => performer.close(),
    }),
    close: () => breaker.close(),
  }
}

/** Opens a connection as those of jobs are, and leaves it. */
async function connect(url: string): Promise<void> {
  dropClient(await openClient(url))
}
