import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { SupervisedServer } from './supervised-server.ts'

const runFile = promisify(execFile)

const command = fileURLToPath(import.meta.resolve('pm2/bin/pm2'))
const script = fileURLToPath(new URL('./tiny-server.js', import.meta.url))

const application = 'tiny-server'

/** Two workers take turns, so so many answers show both. */
const answersOfEach = 3

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new TypeError('Not a TCP server.')
  return address.port
}

/** A tiny server under pm2's cluster mode, in the way that its manual recommends for reloads. */
class Pm2Server implements SupervisedServer {
  readonly name = 'pm2'
  readonly url: string
  readonly #folder: string
  readonly #instances: number

  constructor(folder: string, port: number, instances: number) {
    this.#folder = folder
    this.#instances = instances
    this.url = `http://127.0.0.1:${port}/`
  }

  get supervisorPid(): number {
    return Number(readFileSync(join(this.#folder, 'pm2.pid'), 'utf8'))
  }

  async run(...args: readonly string[]): Promise<void> {
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('PM2_'))
    const settings = { PM2_HOME: this.#folder, PM2_DISABLE_VERSION_CHECK: 'true' }
    const env = { ...Object.fromEntries(inherited), ...settings }
    await runFile(process.execPath, [command, ...args], { env })
  }

  async workers(): Promise<readonly number[]> {
    const pids = new Set<number>()
    for (let answer = 0; answer < this.#instances * answersOfEach; answer++) {
      const { pid } = await fetch(this.url, { headers: { connection: 'close' } })
        .then((response) => response.json() as Promise<{ pid?: number }>)
        .catch(() => ({ pid: undefined }))
      if (pid !== undefined) pids.add(pid)
    }
    return [...pids]
  }

  async whenWhole(): Promise<void> {
    while ((await this.workers()).length < this.#instances);
  }

  reload(): Promise<void> {
    return this.run('reload', application)
  }

  async stop(): Promise<void> {
    await this.run('kill')
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** Starts pm2 with so many instances. */
export async function startPm2(instances: number): Promise<SupervisedServer> {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-bench-pm2-'))
  const port = await findFreePort()
  const ecosystem = join(folder, 'ecosystem.json')
  const app = {
    name: application,
    script,
    instances,
    exec_mode: 'cluster',
    wait_ready: true,
    // It would give up after 16 short lives.
    max_restarts: 10_000,
    env: { PORT: String(port) },
  }
  writeFileSync(ecosystem, JSON.stringify({ apps: [app] }))
  const server = new Pm2Server(folder, port, instances)
  await server.run('start', ecosystem)
  await server.whenWhole()
  return server
}
