import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export type LogLine = Readonly<Record<string, unknown>>

/** A service of PromptBin that runs as a process of its own. */
export interface ServiceProcess {
  readonly child: ChildProcess
  readonly url: string
  /** What it has logged so far. */
  readonly log: readonly LogLine[]
  /** Sends SIGTERM and waits for the end; gives the exit code. */
  stop(): Promise<number | null>
}

/** Starts `apps/<app>/dist/main.js` and waits until it says where it answers. */
export async function startService(
  app: 'prompt-web' | 'mcp-gateway',
  environment: Readonly<Record<string, string>>,
): Promise<ServiceProcess> {
  const main = fileURLToPath(new URL(`../../${app}/dist/main.js`, import.meta.url))
  const child = spawn(process.execPath, [main], {
    // On a busy machine the loop is late without anybody to be turned away.
    env: { ...process.env, PROMPTBIN_OPERATIONS_MAX_LOOP_DELAY: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const log: LogLine[] = []
  const errors: string[] = []
  child.stderr.on('data', (chunk) => errors.push(String(chunk)))
  const ended = once(child, 'exit') as Promise<[number | null]>
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line: LogLine = JSON.parse(text)
      log.push(line)
      if (line['event'] === 'service.ready') resolve(String(line['url']))
    })
    void ended.then(([code]) => reject(new Error(`${app} ended with ${code}: ${errors.join('')}`)))
  })
  return {
    child,
    url,
    log,
    stop: async () => {
      child.kill('SIGTERM')
      return (await ended)[0]
    },
  }
}
