import { setTimeout as pause } from 'node:timers/promises'
import { PromptBinError } from '@promptbin/errors'
import type { Breaker } from './breaker.ts'
import { libraryCallCancelled, libraryTimeout, libraryUnreachable } from './errors.ts'
import type { Attempt } from './exchange.ts'
import type { Call } from './prompt-client.ts'

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

/** Sends what changes nothing, within the time the call has, and once more if no answer came. */
export type Reader = (
  request: Omit<Attempt, 'signal' | 'timeoutMs'>,
  call: Call,
) => Promise<unknown>

/** Kept back from a call's time, so that its failure can still be told to whoever waits. */
const marginMs = 50

/** Between the two attempts lies a random time, so that clients of a restarted service spread out. */
const shortestPauseMs = 50
const longestPauseMs = 500

const unanswered = [libraryUnreachable.definition.code, libraryTimeout.definition.code]

/** What prompt-web answered is not asked again, and an open breaker forbids asking. */
const mayTryAgain = (error: unknown) =>
  error instanceof PromptBinError && unanswered.includes(error.code)

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
      const pauseMs = shortestPauseMs + random() * (longestPauseMs - shortestPauseMs)
      if (!mayTryAgain(error) || now() + pauseMs >= end) throw error
      // A pause that is cut short ends in `attempt`, which sees that nobody waits any more.
      await pause(pauseMs, undefined, signal ? { signal } : {}).catch(() => {})
      return attempt()
    }
  }
}
