import { EventEmitter } from 'node:events'
import { PromptBinError } from '@promptbin/errors'
import CircuitBreaker from 'opossum'
import { isUnanswered, libraryCallCancelled, libraryUnavailable } from '../errors.ts'
import type { Answered, Attempt, Exchange } from '../exchange/exchange.ts'
import type { BreakerState } from './breaker-state.ts'

/** Lets attempts through while prompt-web is well, and fails them at once while it is not. */
export interface Breaker {
  /** Throws `PB_LIBRARY_UNAVAILABLE` without trying while open, else what the exchange throws. */
  send(attempt: Attempt): Promise<Answered>
  state(): BreakerState
  /** Whether the last failure was that no answer came, so that any answer shows that it is over. */
  failedUnanswered(): boolean
  /** Closes it: prompt-web was seen to be well. */
  recover(): void
  close(): void
}

export interface BreakerOptions {
  readonly exchange: Pick<Exchange, 'send'>
  /** How long it stays open before one attempt is let through; spread by a fifth either way. */
  readonly resetTimeoutMs: number
  /** 0 to 1, drawn once: several gateways shall not all try again in the same moment. */
  readonly random: () => number
  readonly onState: (state: BreakerState) => void
}

/** An attempt, and how often the breaker had closed before it. */
interface Trial {
  readonly attempt: Attempt
  readonly closings: number
}

const buckets = 10
const bucketMs = 1_000

/** Whoever makes the trial call of a half-open breaker shall not wait long for all others. */
const trialTimeoutMs = 1_000

/** A disk without room (RFC 4918 11.5): prompt-web says so itself, and trying less often is no help. */
const insufficientStorage = 507

/** Somebody works on PromptBin: an answer of a prompt-web that is well. */
const maintenance = 'PB_MAINTENANCE'

/** Whether prompt-web proved to be well although the attempt failed. */
function isRefusal(error: unknown): boolean {
  const status = error instanceof PromptBinError ? error.status : 500
  if (status === insufficientStorage) return true
  if (error instanceof PromptBinError && error.code === maintenance) return true
  return status >= 400 && status < 500 && status !== 408 && status !== 429
}

const isCancelled = (error: unknown) =>
  error instanceof PromptBinError && error.code === libraryCallCancelled.definition.code

/** Counts in buckets of a second, which are emptied when the breaker closes. */
function openWindow() {
  const rotations = new EventEmitter()
  const rotate = () => rotations.emit('rotate')
  const timer = setInterval(rotate, bucketMs).unref()
  return {
    rotations,
    /** Without this the failures of the outage would open the breaker again at the next one. */
    clear: () => {
      for (let n = 0; n < buckets; n++) rotate()
    },
    close: () => clearInterval(timer),
  }
}

/** Guards an exchange with opossum: opens when more than half of at least ten attempts in 10 s fail. */
export function createBreaker(options: BreakerOptions): Breaker {
  const { exchange, onState } = options
  const resetTimeout = Math.round(options.resetTimeoutMs * (0.8 + 0.4 * options.random()))
  const window = openWindow()
  let closings = 0
  let unanswered = false

  // A filtered error counts as success. One who left tells nothing about a trial call, and what
  // was sent before the breaker closed tells nothing about the time since.
  const isNoFailure = (error: unknown, trial?: Trial) =>
    (circuit.closed && trial?.closings !== closings) ||
    (isRefusal(error) && !(isCancelled(error) && circuit.halfOpen))

  const circuit: CircuitBreaker<[Trial], Answered> = new CircuitBreaker(
    ({ attempt }: Trial) => exchange.send(attempt),
    {
      errorThresholdPercentage: 50,
      // opossum's own default is 0, which opens at the first failure.
      volumeThreshold: 10,
      rollingCountTimeout: buckets * bucketMs,
      rollingCountBuckets: buckets,
      rotateBucketController: window.rotations,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
      resetTimeout,
      // opossum's timer would leave the request running; the exchange has its own, which ends it.
      timeout: false,
      errorFilter: isNoFailure,
    },
  )
  circuit.on('failure', (error) => {
    unanswered = isUnanswered(error)
  })
  circuit.on('open', () => onState('open'))
  circuit.on('halfOpen', () => onState('half-open'))
  circuit.on('close', () => {
    closings += 1
    window.clear()
    onState('closed')
  })

  return {
    send: async (attempt) => {
      const timeoutMs = circuit.halfOpen
        ? Math.min(attempt.timeoutMs, trialTimeoutMs)
        : attempt.timeoutMs
      try {
        return await circuit.fire({ attempt: { ...attempt, timeoutMs }, closings })
      } catch (error) {
        if (!(error instanceof Error && CircuitBreaker.isOurError(error))) throw error
        throw libraryUnavailable.with({ cause: error }, Math.ceil(resetTimeout / 1000))
      }
    },
    state: () => {
      if (circuit.halfOpen) return 'half-open'
      return circuit.opened ? 'open' : 'closed'
    },
    failedUnanswered: () => unanswered,
    recover: () => circuit.close(),
    close: () => {
      window.close()
      circuit.shutdown()
    },
  }
}
