import type { FailpointName } from './failpoint-names.ts'

/** What happens when a failpoint is reached. */
export type FailpointAction =
  /** An error as the system gives it (`ENOSPC`), or SQLite with an extended result code (`778`). */
  | { readonly type: 'throw'; readonly code: string }
  /** The thread stands still. */
  | { readonly type: 'delay'; readonly delayMs: number }
  /** The process ends; codes over 128 are signals, as in a shell: 137 is `SIGKILL`. */
  | { readonly type: 'exit'; readonly code: number }
  | { readonly type: 'abort' }
  /** The first half of the bytes is written, and the process killed. */
  | { readonly type: 'partial-write' }

/** What was asked of one failpoint. */
export interface FailpointRule {
  readonly name: FailpointName
  /** Only in the process of this name; in all unless told. */
  readonly process?: string
  readonly action: FailpointAction
  /** How likely it is to act each time it is reached: above 0, at most 1. */
  readonly probability: number
}

/** All that was asked for; plain data, as threads are given it. */
export interface FailpointPlan {
  readonly rules: readonly FailpointRule[]
  /** The same seed gives the same choices, thread by thread. */
  readonly seed: number
  /**
   * A folder in which each rule that acts leaves a file, so as to act only once: of the failpoint's
   * name, after that of the process and a full stop if it is for one only.
   */
  readonly once?: string
}
