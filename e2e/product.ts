import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** The bundled `promptbin` command, as a user runs it. */
export const promptbin = fileURLToPath(new URL('../apps/supervisor/dist/main.js', import.meta.url))

/** What `run/supervisor.json` says of a running instance. */
export interface RunningInstance {
  readonly pid: number
  readonly version: string
  readonly mode: string
  readonly startedAt: string
  readonly web: { readonly url: string }
  readonly mcp: { readonly url: string }
  readonly supervisor: { readonly url: string }
  readonly services: readonly { readonly name: string; readonly pid: number }[]
}

/** A finished command. */
export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A new data folder that is removed by `remove`. */
export function createDataFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'promptbin-e2e-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/**
 * Any free ports, so that tests meet neither each other nor an instance of the developer's, no spares,
 * and no client of the supervisor's own: a test that is not about them does not wait for a machine
 * that starts them. That the machine is busy with other tests is no overload.
 */
export const testSettings = {
  PROMPTBIN_WEB_PORT: '0',
  PROMPTBIN_MCP_PORT: '0',
  PROMPTBIN_SUPERVISOR_PORT: '0',
  PROMPTBIN_SHARE_PORT: '0',
  PROMPTBIN_SUPERVISOR_SPARES: '0',
  PROMPTBIN_MONITORING_PROTOCOL_PROBE_INTERVAL: '0',
  PROMPTBIN_OPERATIONS_MAX_LOOP_DELAY: '5s',
}

/** Runs one `promptbin` command to its end. */
export async function run(
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<Finished> {
  const child = spawn(process.execPath, [promptbin, ...args], {
    env: { ...process.env, ...testSettings, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr, [code]] = await Promise.all([
    new Response(child.stdout as never).text(),
    new Response(child.stderr as never).text(),
    once(child, 'close') as Promise<[number | null]>,
  ])
  return { code, stdout, stderr }
}

/** The product as `promptbin start` runs it. */
export class Product {
  readonly process: ChildProcess
  readonly dataFolder: string
  readonly #stderr: string[] = []

  private constructor(process: ChildProcess, dataFolder: string) {
    this.process = process
    this.dataFolder = dataFolder
  }

  /** Resolves when the banner says that all three services are ready; `program` is `promptbin`. */
  static async start(
    dataFolder: string,
    environment: Record<string, string> = {},
    program = promptbin,
  ): Promise<Product> {
    const child = spawn(process.execPath, [program, 'start', '--data-dir', dataFolder], {
      env: { ...process.env, ...testSettings, ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const product = new Product(child, dataFolder)
    await product.#banner()
    return product
  }

  async #banner(): Promise<void> {
    if (!this.process.stderr) throw new Error('stderr is piped')
    const lines = createInterface({ input: this.process.stderr })
    const ready = new Promise<void>((resolve, reject) => {
      lines.on('line', (line) => {
        this.#stderr.push(line)
        if (line.includes('mcpServers')) resolve()
      })
      this.process.once('exit', (code) =>
        reject(new Error(`promptbin start ended with ${code}:\n${this.stderr}`)),
      )
    })
    await ready
  }

  get stderr(): string {
    return this.#stderr.join('\n')
  }

  /** Read anew each time: pids change when a service is restarted. */
  get instance(): RunningInstance {
    return JSON.parse(readFileSync(join(this.dataFolder, 'run/supervisor.json'), 'utf8'))
  }

  pidOf(service: string): number {
    const found = this.instance.services.find(({ name }) => name === service)
    if (!found) throw new Error(`no process for ${service}`)
    return found.pid
  }

  /** Signals the supervisor and waits for its end. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) {
      return this.process.exitCode
    }
    const ended = once(this.process, 'exit') as Promise<[number | null]>
    this.process.kill(signal)
    return (await ended)[0]
  }
}
