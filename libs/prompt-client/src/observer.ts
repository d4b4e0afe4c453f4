import type { BreakerState } from '@promptbin/breaker'
import type { PromptBinError } from '@promptbin/errors'
import type { BreakerKind } from './breakers/breaker-state.ts'
import type { Operation } from './calls/requests.ts'

/** What one call to prompt-web came to. */
export interface CallReport {
  readonly operation: Operation
  /** The error that the call ended with; `undefined` if it did not fail. */
  readonly error: PromptBinError | undefined
  readonly durationMs: number
}

/** How a read went: a current copy, asked of prompt-web, a copy because asking failed, or failed. */
export type ReadOutcome = 'copy' | 'asked' | 'stale-copy' | 'failed'

/** Whether a second attempt was made, or was one too many for the budget. */
export type RetryOutcome = 'made' | 'refused'

/** Told what the client does, for metrics and log; whatever it throws ends what it was told of. */
export interface ClientObserver {
  call(report: CallReport): void
  breaker(kind: BreakerKind, state: BreakerState): void
  read(operation: Operation, outcome: ReadOutcome): void
  retry(outcome: RetryOutcome): void
  /** Whether changes are followed now. */
  feed(live: boolean): void
  /** Somebody who listens to changes threw this. */
  fault(error: unknown): void
}

/** For whoever does not look. */
export const unobserved: ClientObserver = {
  call: () => {},
  breaker: () => {},
  read: () => {},
  retry: () => {},
  feed: () => {},
  fault: () => {},
}
