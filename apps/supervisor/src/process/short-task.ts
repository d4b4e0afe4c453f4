import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

export interface ShortTaskOptions {
  /** A module that reads one JSON value from stdin, writes one to stdout, and ends. */
  readonly entry: string
  readonly input: unknown
  /** Then it is ended, whatever it does. */
  readonly timeoutMs: number
  /** Ends it sooner. */
  readonly signal: AbortSignal
}

/**
 * Has another process do something that would load more than this one may keep. Gets none of our
 * environment, as nothing in it is meant for it. Rejects when no answer comes.
 */
export async function runShortTask(options: ShortTaskOptions): Promise<unknown> {
  const { entry, input, timeoutMs, signal } = options
  const child = spawn(process.execPath, [entry], {
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    signal,
  })
  const { promise: failed, reject } = Promise.withResolvers<never>()
  child.once('error', reject)
  // It may end before it has read everything, which its silence tells better.
  child.stdin.on('error', () => {}).end(JSON.stringify(input))
  return JSON.parse(await Promise.race([text(child.stdout), failed]))
}
