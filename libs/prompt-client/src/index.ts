export type { BreakerKind, BreakerStates } from './breakers/breaker-state.ts'
export type { Change, ChangeFeed, ChangeType } from './changes/change.ts'
export {
  createPromptClient,
  type PromptClientOptions,
} from './create-prompt-client.ts'
export type { PromptClientDescription } from './description.ts'
export type { SentAttempt, TraceAttempt, TracedAttempt } from './exchange/attempt-trace.ts'
export type { CallReport, ClientObserver, ReadOutcome, RetryOutcome } from './observer.ts'
export type { Call, Kept, LibraryStats, PromptClient, UpdateCall } from './prompt-client.ts'
