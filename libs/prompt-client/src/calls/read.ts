import { setTimeout as pause } from 'node:timers/promises'
import { PromptBinError } from '@promptbin/errors'
import type { Breaker } from '../breakers/breaker.ts'
import { libraryCallCancelled, libraryTimeout, libraryUnreachable } from '../errors.ts'
import type { Attempt } from '../exchange/exchange.ts'
import { AskedToWait } from '../exchange/problem.ts'
import type { Call } from '../prompt-client.ts'

export interface ReaderOptions {
  readonly breaker: Breaker
  /** The longest a call may take. */
  readonly timeoutMs: number
  /** The longest one attempt of it may take. */
  readonly attemptTimeoutMs: number
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** 0 to 1. */
  readonly random: () => number
}

/**
 * Sends what changes nothing, within the time the call has; once more if no answer came, or if
 * prompt-web asked to be left alone for a while.
 */
export type Reader = (
  request: Omit<Attempt, 'signal' | 'timeoutMs'>,
  call: Call,
) => Promise<unknown>

/** Kept back from a call's time, so that its failure can still be told to whoever waits. */
const marginMs = 50

/** The time between the two attempts is partly random, so that clients of one service spread out. */
const spreadMs = 450

/** The shortest pause after no answer came: a service that is restarted is soon there again. */
const unansweredPauseMs = 50

const unanswered = [libraryUnreachable.definition.code, libraryTimeout.definition.code]

/** How long to wait at least before the second attempt; `undefined` if there is to be none. */
function pauseAfter(error: unknown): number | undefined {
  if (!(error instanceof PromptBinError)) return undefined
  if (unanswered.includes(error.code)) return unansweredPauseMs
  return error.cause instanceof AskedToWait ? error.cause.waitMs : undefined
}

/** Makes the way that all reads take. */
export function createReader(options: ReaderOptions): Reader {
  const { breaker, now, random } = options

  return async (request, { deadline = Number.POSITIVE_INFINITY, signal }) => {
    const allowedMs = Math.min(options.timeoutMs, deadline - now())
    const end = now() + allowedMs - marginMs

    const attempt = () => {
      if (signal?.aborted) throw libraryCallCancelled()
      const timeoutMs = Math.min(options.attemptTimeoutMs, end - now())
      if (timeoutMs < 1) throw libraryTimeout(Math.max(0, Math.floor(allowedMs)))
      return breaker.send({ ...request, signal, timeoutMs })
    }

    try {
      return await attempt()
    } catch (error) {
      const shortestMs = pauseAfter(error)
      if (shortestMs === undefined) throw error
      const pauseMs = shortestMs + random() * spreadMs
      if (now() + pauseMs >= end) throw error
      // A pause that is cut short ends in `attempt`, which sees that nobody waits any more.
      await pause(pauseMs, undefined, signal ? { signal } : {}).catch(() => {})
      return attempt()
    }
  }
}
