import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { workedNanoseconds } from '../process-figures.ts'

/** A server that runs as a process of its own, so that its work can be told from all other. */
export interface ServerProcess {
  readonly url: string
  /** What it has worked so far, user and system, in microseconds. */
  cpuMicroseconds(): number
  stop(): Promise<void>
}

export interface StartOptions {
  readonly args: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Finds the URL in a line of output; undefined in any other. */
  readonly urlIn: (line: string) => string | undefined
}

/** Starts a program of Node; resolves when it says where it answers. */
export async function startServer(options: StartOptions): Promise<ServerProcess> {
  const { args, environment = {}, cwd, urlIn } = options
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('PROMPTBIN_'))
  const child: ChildProcess = spawn(process.execPath, args, {
    env: { ...Object.fromEntries(inherited), ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(cwd !== undefined && { cwd }),
  })
  const { stdout, pid } = child
  if (!stdout || pid === undefined) throw new Error(`${args[0]} did not start.`)
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${args[0]} ended with ${code}.`)))
    const lines = createInterface({ input: stdout })
    lines.on('line', (line) => {
      const found = urlIn(line)
      if (found === undefined) return
      lines.close()
      resolve(found)
    })
  })
  // What it logs from here on is read, as whoever starts it would, and thrown away.
  stdout.resume()
  return {
    url,
    cpuMicroseconds: () => workedNanoseconds(pid) / 1_000,
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
