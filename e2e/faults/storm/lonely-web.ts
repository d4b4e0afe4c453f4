import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const entry = fileURLToPath(new URL('../../../apps/prompt-web/dist/main.js', import.meta.url))

/** One life of prompt-web without a supervisor. */
export interface LonelyWeb {
  readonly process: ChildProcess
  /** Resolves with the milliseconds since its start when it answers; rejects if it ends before. */
  readonly ready: Promise<number>
  /** Resolves when it is gone. */
  readonly gone: Promise<unknown>
}

export interface LonelyWebOptions {
  readonly dataFolder: string
  readonly port: number
  readonly environment?: Readonly<Record<string, string>>
  /** What it is started by, such as strace with its options; by nothing unless told. */
  readonly under?: readonly string[]
}

/** Starts prompt-web alone, on a port that is known before. */
export function startLonelyWeb(options: LonelyWebOptions): LonelyWeb {
  const { dataFolder, port, environment, under = [] } = options
  const startedMs = performance.now()
  const [program = '', ...args] = [...under, process.execPath, entry]
  const child = spawn(program, args, {
    env: {
      ...process.env,
      PROMPTBIN_CONFIGURED: '1',
      PROMPTBIN_DATA_DIR: dataFolder,
      PROMPTBIN_WEB_PORT: String(port),
      PROMPTBIN_SHARE_PORT: '0',
      PROMPTBIN_LOGGING_LEVEL: 'info',
      // What slows it down here is the test, and no crowd that it would have to turn away.
      PROMPTBIN_OPERATIONS_MAX_LOOP_DELAY: '0',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = once(child, 'exit')
  const ready = Promise.withResolvers<number>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.includes('"service.ready"')) ready.resolve(performance.now() - startedMs)
  })
  void gone.then(() => ready.reject(new Error('prompt-web ended before it was ready')))
  ready.promise.catch(() => {})
  return { process: child, ready: ready.promise, gone }
}
