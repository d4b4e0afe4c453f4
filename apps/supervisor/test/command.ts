import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { InstanceDescription } from '../src/instance/instance-file.ts'
import { programOf } from './programs.ts'

export type Variables = Readonly<Record<string, string>>

/** A data folder of one test, and the commands that run on it. */
export class TestFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'promptbin-supervisor-'))
  readonly #running: ChildProcessWithoutNullStreams[] = []
  readonly #promptbin: string

  readonly #openFiles: number | undefined

  /** Unless told the command runs tiny services, and may open as many files as the test itself. */
  constructor(
    promptbin = programOf('promptbin.ts'),
    { openFiles }: { readonly openFiles?: number } = {},
  ) {
    this.#promptbin = promptbin
    this.#openFiles = openFiles
  }

  /** Runs `promptbin` on the folder, on any free ports. */
  spawn(args: readonly string[], variables: Variables = {}): ChildProcessWithoutNullStreams {
    const line = [process.execPath, this.#promptbin, ...args, '--data-dir', this.path]
    const limited = ['sh', '-c', `ulimit -n ${this.#openFiles} && exec "$0" "$@"`, ...line]
    const [command = '', ...rest] = this.#openFiles === undefined ? line : limited
    const child = spawn(command, rest, {
      env: {
        ...process.env,
        PROMPTBIN_WEB_PORT: '0',
        PROMPTBIN_MCP_PORT: '0',
        PROMPTBIN_SUPERVISOR_PORT: '0',
        PROMPTBIN_SHARE_PORT: '0',
        // A test that is not about spares does not wait for a machine that starts them; nor do tiny
        // services answer what the probe asks.
        PROMPTBIN_SUPERVISOR_SPARES: '0',
        PROMPTBIN_MONITORING_PROTOCOL_PROBE_INTERVAL: '0',
        // The machine is busy with other tests.
        PROMPTBIN_OPERATIONS_MAX_LOOP_DELAY: '0',
        ...variables,
      },
    })
    this.#running.push(child)
    return child
  }

  /** Runs a command to its end. */
  async run(args: readonly string[], variables?: Variables): Promise<Finished> {
    const child = this.spawn(args, variables)
    child.stdin.end()
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ])
    return { code, stdout, stderr }
  }

  /** `promptbin start`, when it is ready. */
  async start(variables?: Variables, args: readonly string[] = []): Promise<Started> {
    const process = this.spawn(['start', ...args], variables)
    const started = new Started(process)
    await started.until('stderr', 'Ctrl-C')
    return started
  }

  get instance(): InstanceDescription {
    return JSON.parse(readFileSync(join(this.path, 'run/supervisor.json'), 'utf8'))
  }

  pidOf(service: string): number {
    return this.instance.services.find(({ name }) => name === service)?.pid ?? 0
  }

  /** The lines of the log so far. */
  get log(): readonly Record<string, unknown>[] {
    const lines = readFileSync(join(this.path, 'logs/promptbin.log'), 'utf8').trim().split('\n')
    return lines.map((line) => JSON.parse(line))
  }

  async remove(): Promise<void> {
    for (const child of this.#running) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      await stopImpatiently(child)
    }
    rmSync(this.path, { recursive: true, force: true })
  }
}

/** Asks a process to stop until it has. */
export async function stopImpatiently(child: ChildProcess): Promise<number | null> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const impatience = setInterval(() => child.kill('SIGTERM'), 600)
  const [code] = await ended
  clearInterval(impatience)
  return code
}

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A command that runs until it is told to stop. */
export class Started {
  readonly process: ChildProcessWithoutNullStreams
  stdout = ''
  stderr = ''

  constructor(process: ChildProcessWithoutNullStreams) {
    this.process = process
    for (const name of ['stdout', 'stderr'] as const) {
      process[name].setEncoding('utf8').on('data', (text: string) => {
        this[name] += text
      })
    }
  }

  /** Waits until it has printed something. Throws when it ends without. */
  async until(stream: 'stdout' | 'stderr', part: string): Promise<void> {
    const ended = once(this.process, 'close').then(() => 'ended')
    while (!this[stream].includes(part)) {
      const news = await Promise.race([once(this.process[stream], 'data'), ended])
      if (news === 'ended' && !this[stream].includes(part)) throw new Error(this.stderr)
    }
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const ended = once(this.process, 'close')
    this.process.kill(signal)
    return (await ended)[0]
  }
}
