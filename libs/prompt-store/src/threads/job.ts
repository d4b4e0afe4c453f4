/**
 * What can be asked of a thread: functions by name, of the thread's context and the input. The
 * main thread knows them only as a type, so that none of their code runs, or is bundled, there.
 */
export type Operations<Context = never> = Readonly<
  Record<string, (context: Context, input: never) => unknown>
>

/** What an operation takes besides the context; `unknown` for one that takes nothing. */
export type InputOf<Operation> = Operation extends (context: never, input: infer Input) => unknown
  ? Input
  : never

/** What an operation returns. */
export type OutputOf<Operation> = Operation extends (...rest: never) => infer Output
  ? Output
  : never

/** The span of a trace that a job belongs to (W3C Trace Context). */
export interface JobSpan {
  readonly traceId: string
  readonly spanId: string
  readonly traceFlags: number
}

/** The request that a job is done for. */
export interface JobOrigin {
  readonly requestId: string
  readonly traceId: string
  /** What is recorded of the request; `undefined` while nothing is. */
  readonly span?: JobSpan | undefined
  /** Told how long the job waited and ran, in ms, before its answer is given. */
  spend?(part: 'queue' | 'store', ms: number): void
}

/** A finished job, as logs, metrics and traces want to know it. */
export interface JobEvent {
  readonly operation: string
  /** How long the job ran in its thread, in milliseconds. */
  readonly durationMs: number
  /** How long it waited for a thread, in milliseconds. */
  readonly queuedMs: number
  /** The request it was done for, if any, and its trace. */
  readonly requestId: string | undefined
  readonly traceId: string | undefined
  /** The span that the job is a part of, if one is recorded. */
  readonly parent?: JobSpan
  /** How many rows it found, if it looked for several. */
  readonly rows?: number
  /** Why it failed, if it did. */
  readonly errorCode?: string
}
