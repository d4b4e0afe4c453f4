import type { ErrorData } from './error-data.ts'

/** Main thread to worker. A worker has one job at a time, so answers need no numbers. */
export type ToWorker =
  | { readonly type: 'run'; readonly operation: string; readonly input: unknown }
  | { readonly type: 'close' }

/** Worker to main thread: first `ready` or `refused`, then one answer a job, with what else is told. */
export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'refused'; readonly error: ErrorData }
  | {
      readonly type: 'done'
      readonly value: unknown
      readonly durationMs: number
      readonly told?: unknown
    }
  | {
      readonly type: 'failed'
      readonly error: ErrorData
      readonly durationMs: number
      readonly told?: unknown
    }

/** The answer to one job. */
export type Answer = Extract<FromWorker, { readonly durationMs: number }>
