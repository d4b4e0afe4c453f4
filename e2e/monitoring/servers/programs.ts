import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

/** What Debian's packages `prometheus` and `prometheus-alertmanager` bring. */
export type Program = 'prometheus' | 'promtool' | 'prometheus-alertmanager' | 'amtool'

/** Where a program is. Without it a test fails: what it proves would be proven by nothing else. */
function pathOf(program: Program): string {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return join(folder, program)
    } catch {
      // In one of the others then.
    }
  }
  throw new Error(`${program} is not on the PATH. Install it: sudo tools/prometheus/install.sh`)
}

/** What a program that ran to its end has said; `code` is its exit code. */
export interface Ran {
  readonly code: number
  readonly output: string
}

const execute = promisify(execFile)

/** Runs a program to its end, from a folder, with text on its stdin. */
export async function runProgram(
  program: Program,
  args: readonly string[],
  { cwd, stdin = '' }: { readonly cwd?: string; readonly stdin?: string } = {},
): Promise<Ran> {
  const running = execute(pathOf(program), [...args], { ...(cwd && { cwd }) })
  running.child.stdin?.end(stdin)
  try {
    const { stdout, stderr } = await running
    return { code: 0, output: stdout + stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, output: stdout + stderr }
  }
}

/** A Prometheus or an Alertmanager that runs, on a free port of this machine only. */
export interface RunningServer {
  readonly url: string
  /** All that it has logged. */
  readonly log: readonly string[]
  stop(): Promise<void>
}

/** Starts a server of the Prometheus project; resolves as soon as it listens. */
export async function startServer(
  program: Program,
  args: readonly string[],
): Promise<RunningServer> {
  const child = spawn(pathOf(program), ['--web.listen-address=127.0.0.1:0', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const log: string[] = []
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      log.push(line)
      const listening = /msg="Listening on".* address=(\S+)/.exec(line)?.[1]
      if (listening) resolve(listening)
    })
    child.once('error', reject)
    child.once('exit', (code) =>
      reject(new Error(`${program} ended with ${code}:\n${log.join('\n')}`)),
    )
  })
  return { url: `http://${address}`, log, stop: () => stop(child) }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
