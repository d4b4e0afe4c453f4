import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import type { LogLine } from './test-app.ts'

export interface ChildService {
  readonly process: ChildProcess
  readonly lines: readonly LogLine[]
  readonly stderr: Promise<string>
  /** The first log line with this event, also if it was written before. */
  logged(event: string): Promise<LogLine>
  /** Once it answers. */
  url(): Promise<string>
  /** Once it has ended: its exit code or signal. */
  exit(): Promise<number | NodeJS.Signals>
}

/** Of the variables here; the second is where Node keeps what it has compiled, for a quick start. */
const { PATH, NODE_COMPILE_CACHE } = process.env

/** Runs one of the scripts in `processes/` and ends it with the test. */
export function startChild(script: string, environment: Record<string, string> = {}): ChildService {
  const child = fork(new URL(`processes/${script}.ts`, import.meta.url), {
    env: { PATH, NODE_COMPILE_CACHE, ...environment },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const { stdout, stderr } = child
  if (stdout === null || stderr === null) throw new TypeError('The output is not piped.')

  const lines: LogLine[] = []
  const reader = createInterface({ input: stdout })
  reader.on('line', (line) => lines.push(JSON.parse(line)))
  const exited = once(child, 'exit')
  const errors = text(stderr)
  const logged = async (event: string): Promise<LogLine> => {
    for (;;) {
      const line = lines.find((candidate) => candidate.event === event)
      if (line !== undefined) return line
      const ended = once(reader, 'close').then(() => 'ended')
      if ((await Promise.race([once(reader, 'line'), ended])) === 'ended') {
        throw new Error(`No "${event}" in the log: ${JSON.stringify(lines)} ${await errors}`)
      }
    }
  }
  return {
    process: child,
    lines,
    stderr: errors,
    logged,
    url: async () => String((await logged('service.ready')).url),
    exit: async () => {
      const [code, signal] = await exited
      return code ?? signal
    },
  }
}
