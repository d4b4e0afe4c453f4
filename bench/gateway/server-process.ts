import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** A server that runs as a process of its own, so that its work can be told from all other. */
export interface ServerProcess {
  readonly url: string
  /** What it has worked so far, user and system, in microseconds; the kernel counts hundredths of a second. */
  cpuMicroseconds(): number
  stop(): Promise<void>
}

/** A tick of `/proc/<pid>/stat`, on every Linux that Node runs on. */
const microsecondsPerTick = 10_000

/** The fields after the name, which may itself contain spaces (proc_pid_stat(5)). */
function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
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
    cpuMicroseconds: () => ticksOf(pid) * microsecondsPerTick,
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
