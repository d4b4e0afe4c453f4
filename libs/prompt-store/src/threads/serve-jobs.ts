import type { MessagePort } from 'node:worker_threads'
import type { PromptBinError } from '@promptbin/errors'
import { toErrorData } from './error-data.ts'
import type { Operations } from './job.ts'
import type { Answer, FromWorker, ToWorker } from './thread-message.ts'

/** What a worker serves, and how. */
export interface ServeOptions<Context> {
  readonly port: MessagePort
  readonly operations: Operations<Context>
  /** Makes what every operation gets; if it throws, the worker is refused. */
  readonly open: () => Context
  readonly close: (context: Context) => void
  /** What the main thread is to know beside the answer of the last job; nothing unless told. */
  readonly tell?: (context: Context) => unknown
  /** Turns whatever an operation throws into an error that tells what to do. */
  readonly describe: (error: unknown, during: 'opening' | 'running') => PromptBinError
}

/** The inside of a worker: opens, runs one job after the other, closes when it is told to. */
export function serveJobs<Context>(options: ServeOptions<Context>): void {
  const { port, open, close, describe } = options
  const say = (message: FromWorker) => port.postMessage(message)
  let context: Context
  try {
    context = open()
  } catch (error) {
    say({ type: 'refused', error: toErrorData(describe(error, 'opening')) })
    return
  }
  port.on('message', (message: ToWorker) => {
    if (message.type === 'run') return say(run(options, context, message))
    close(context)
    port.close()
  })
  say({ type: 'ready' })
}

function run<Context>(
  { operations, describe, tell }: ServeOptions<Context>,
  context: Context,
  { operation, input }: Extract<ToWorker, { readonly type: 'run' }>,
): Answer {
  const startedAt = performance.now()
  try {
    // The main thread can name only operations of the type that it shares with this worker.
    const value = operations[operation]?.(context, input as never)
    const durationMs = performance.now() - startedAt
    return { type: 'done', value, durationMs, told: tell?.(context) }
  } catch (error) {
    const data = toErrorData(describe(error, 'running'))
    const durationMs = performance.now() - startedAt
    return { type: 'failed', error: data, durationMs, told: tell?.(context) }
  }
}
