import { PromptBinError } from '@promptbin/errors'
import CircuitBreaker from 'opossum'
import { libraryCallCancelled, libraryUnavailable } from '../errors.ts'
import type { Attempt, Exchange } from '../exchange/exchange.ts'
import type { BreakerState } from './breaker-state.ts'

/** Lets attempts through while prompt-web is well, and fails them at once while it is not. */
export interface Breaker {
  /** Throws `PB_LIBRARY_UNAVAILABLE` without trying while open, else what the exchange throws. */
  send(attempt: Attempt): Promise<unknown>
  state(): BreakerState
  close(): void
}

export interface BreakerOptions {
  readonly exchange: Exchange
  /** How long it stays open before one attempt is let through; spread by a fifth either way. */
  readonly resetTimeoutMs: number
  /** 0 to 1, drawn once: several gateways shall not all try again in the same moment. */
  readonly random: () => number
  readonly onState: (state: BreakerState) => void
}

/** Whether prompt-web proved to be well although the attempt failed. */
function isRefusal(error: unknown): boolean {
  const status = error instanceof PromptBinError ? error.status : 500
  return status >= 400 && status < 500 && status !== 408 && status !== 429
}

const isCancelled = (error: unknown) =>
  error instanceof PromptBinError && error.code === libraryCallCancelled.definition.code

/** Guards an exchange with opossum: opens when more than half of at least ten attempts in 10 s fail. */
export function createBreaker(options: BreakerOptions): Breaker {
  const { exchange, onState } = options
  const resetTimeout = Math.round(options.resetTimeoutMs * (0.8 + 0.4 * options.random()))
  const circuit: CircuitBreaker<[Attempt], unknown> = new CircuitBreaker(exchange.send, {
    errorThresholdPercentage: 50,
    // opossum's own default is 0, which opens at the first failure.
    volumeThreshold: 10,
    rollingCountTimeout: 10_000,
    rollingCountBuckets: 10,
    rollingPercentilesEnabled: false,
    enableSnapshots: false,
    resetTimeout,
    // opossum's timer would leave the request running; the exchange has its own, which ends it.
    timeout: false,
    // A filtered error counts as success. One who left tells nothing about a trial call.
    errorFilter: (error) => isRefusal(error) && !(isCancelled(error) && circuit.halfOpen),
  })
  circuit.on('open', () => onState('open'))
  circuit.on('halfOpen', () => onState('half-open'))
  circuit.on('close', () => onState('closed'))

  return {
    send: async (attempt) => {
      try {
        return await circuit.fire(attempt)
      } catch (error) {
        if (!(error instanceof Error && CircuitBreaker.isOurError(error))) throw error
        throw libraryUnavailable.with({ cause: error }, Math.ceil(resetTimeout / 1000))
      }
    },
    state: () => {
      if (circuit.halfOpen) return 'half-open'
      return circuit.opened ? 'open' : 'closed'
    },
    close: () => circuit.shutdown(),
  }
}
