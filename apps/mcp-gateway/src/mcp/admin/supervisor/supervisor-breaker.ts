import { EventEmitter } from 'node:events'
import { PromptBinError } from '@promptbin/errors'
import CircuitBreaker from 'opossum'
import {
  gatewayLeaving,
  supervisorAnswerInvalid,
  supervisorCallCancelled,
  supervisorTimeout,
  supervisorUnavailable,
  supervisorUnreachable,
} from './errors.ts'

export interface SupervisorBreakerOptions {
  /** 0 to 1, drawn once: several gateways shall not all try again in the same moment. */
  readonly random: () => number
  /** Milliseconds on a clock that is never set. */
  readonly steady: () => number
}

/** Lets calls through while the supervisor is well, and fails them at once while it is not. */
export interface SupervisorBreaker {
  /** Throws `PB_SUPERVISOR_UNAVAILABLE` without trying while open, else what the call throws. */
  run<Answer>(call: () => Promise<Answer>): Promise<Answer>
  close(): void
}

const buckets = 10
const bucketMs = 1_000

/** It is on this machine: when it is back, it is back soon. */
const resetTimeoutMs = 2_000

/** What tells that the supervisor is not well; every other error is an answer that it gave. */
const faults = new Set(
  [supervisorUnreachable, supervisorTimeout, supervisorAnswerInvalid].map(
    ({ definition }) => definition.code,
  ),
)

/** What tells nothing of it: here nobody waited for the answer. */
const silent = new Set(
  [supervisorCallCancelled, gatewayLeaving].map(({ definition }) => definition.code),
)

const codeOf = (error: unknown) => (error instanceof PromptBinError ? error.code : '')

const isFault = (error: unknown) =>
  !(error instanceof PromptBinError) || faults.has(error.code) || error.status === 503

/**
 * Turns the buckets of opossum by the calls themselves: a timer of a second would wake a process in
 * which hardly anybody ever administers anything.
 */
function openWindow(steady: () => number) {
  const rotations = new EventEmitter()
  let turnedAtMs = steady()
  return {
    rotations,
    turn: () => {
      const due = Math.floor((steady() - turnedAtMs) / bucketMs)
      for (let n = 0; n < Math.min(due, buckets); n++) rotations.emit('rotate')
      turnedAtMs += due * bucketMs
    },
  }
}

/** Guards the supervisor with opossum: opens when more than half of at least five calls in 10 s fail. */
export function createSupervisorBreaker(options: SupervisorBreakerOptions): SupervisorBreaker {
  const window = openWindow(options.steady)
  const resetTimeout = Math.round(resetTimeoutMs * (0.8 + 0.4 * options.random()))
  const circuit: CircuitBreaker<[() => Promise<unknown>], unknown> = new CircuitBreaker(
    (call: () => Promise<unknown>) => call(),
    {
      errorThresholdPercentage: 50,
      volumeThreshold: 5,
      rollingCountTimeout: buckets * bucketMs,
      rollingCountBuckets: buckets,
      rotateBucketController: window.rotations,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
      resetTimeout,
      // opossum's timer would leave the request running; each call ends its own.
      timeout: false,
      // What is filtered counts as success, and so closes a breaker that is half open.
      errorFilter: (error: unknown) =>
        !isFault(error) && !(silent.has(codeOf(error)) && circuit.halfOpen),
    },
  )
  return {
    run: async <Answer>(call: () => Promise<Answer>) => {
      window.turn()
      try {
        return (await circuit.fire(call)) as Answer
      } catch (error) {
        if (!(error instanceof Error && CircuitBreaker.isOurError(error))) throw error
        throw supervisorUnavailable.with({ cause: error }, Math.ceil(resetTimeout / 1_000))
      }
    },
    close: () => circuit.shutdown(),
  }
}
