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

/** A finished job, as logs and metrics want to know it. */
export interface JobEvent {
  readonly operation: string
  /** How long the job ran in its thread, in milliseconds. */
  readonly durationMs: number
  /** How long it waited for a thread, in milliseconds. */
  readonly queuedMs: number
  /** The request it was done for, if any. */
  readonly requestId: string | undefined
  /** How many rows it found, if it looked for several. */
  readonly rows?: number
  /** Why it failed, if it did. */
  readonly errorCode?: string
}
