import type { PromptBinError } from '@promptbin/errors'
import type { BreakerKind, BreakerState } from './breakers/breaker-state.ts'
import type { Operation } from './calls/requests.ts'

/** What one call to prompt-web came to. */
export interface CallReport {
  readonly operation: Operation
  /** The error that the call ended with; `undefined` if it did not fail. */
  readonly error: PromptBinError | undefined
  readonly durationMs: number
}

/** From where a read was answered: a current copy, prompt-web, or a copy because asking failed. */
export type ReadSource = 'copy' | 'asked' | 'stale-copy'

/** Whether a second attempt was made, or was one too many for the budget. */
export type RetryOutcome = 'made' | 'refused'

/** Told what the client does, for metrics and log; whatever it throws ends what it was told of. */
export interface ClientObserver {
  call(report: CallReport): void
  breaker(kind: BreakerKind, state: BreakerState): void
  read(operation: Operation, source: ReadSource): void
  retry(outcome: RetryOutcome): void
  /** Whether changes are followed now. */
  feed(live: boolean): void
}

/** For whoever does not look. */
export const unobserved: ClientObserver = {
  call: () => {},
  breaker: () => {},
  read: () => {},
  retry: () => {},
  feed: () => {},
}
