import { type Breaker, type BreakerState, createBreaker } from '@promptbin/breaker'
import { PromptBinError } from '@promptbin/errors'
import {
  gatewayLeaving,
  supervisorAnswerInvalid,
  supervisorCallCancelled,
  supervisorTimeout,
  supervisorUnavailable,
  supervisorUnreachable,
} from './errors.ts'

/** Hardly anybody administers anything; of less than that within 10 s nothing is concluded. */
const leastCalls = 5

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

/** Guards the supervisor; throws `PB_SUPERVISOR_UNAVAILABLE` without asking while it is open. */
export function createSupervisorBreaker(onState: (state: BreakerState) => void): Breaker {
  return createBreaker({
    leastCalls,
    resetTimeoutMs,
    isFault: (error) =>
      !(error instanceof PromptBinError) || faults.has(error.code) || error.status === 503,
    isSilent: (error) => error instanceof PromptBinError && silent.has(error.code),
    unavailable: (cause, seconds) => supervisorUnavailable.with({ cause }, seconds),
    onState,
  })
}
