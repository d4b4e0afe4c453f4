import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Page, Prompt, PromptSummary } from '@promptbin/prompts'

/** A real prompt-web, as a process of its own over a SQLite file of its own. */
export interface WebProcess {
  readonly url: string
  /** Sends a request past every client and gives the answer's JSON; throws unless it succeeds. */
  send<Answer = Prompt>(method: string, path: string, body?: unknown): Promise<Answer>
  /** How many prompts have exactly this title. */
  countTitled(title: string): Promise<number>
  /** Ends the process as a crash does; the library stays. */
  kill(): Promise<void>
  /** Starts it again at the same address. */
  restart(): Promise<void>
  stop(): Promise<void>
}

const main = fileURLToPath(new URL('../../../../apps/prompt-web/dist/main.js', import.meta.url))

/** Starts the process and waits until it says where it answers. */
async function launch(dataDir: string, port: string): Promise<[ChildProcess, string]> {
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      PROMPTBIN_DATA_DIR: dataDir,
      PROMPTBIN_WEB_PORT: port,
      PROMPTBIN_LOGGING_LEVEL: 'info',
      // On a busy machine the loop is late without anybody to be turned away.
      PROMPTBIN_OPERATIONS_MAX_LOOP_DELAY: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const text of createInterface({ input: child.stdout })) {
    const line = JSON.parse(text)
    if (line.event !== 'service.ready') continue
    child.stdout.resume()
    return [child, line.url]
  }
  throw new Error('prompt-web ended before it was ready')
}

/** Starts prompt-web on a free port. */
export async function startWebProcess(): Promise<WebProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), 'promptbin-client-'))
  let [child, url] = await launch(dataDir, '0')

  async function end(signal: 'SIGKILL' | 'SIGTERM') {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }

  async function send<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'if-match': '*' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    // On a busy machine prompt-web may ask for a little patience.
    if (response.status === 503) return send(method, path, body)
    if (!response.ok) throw new Error(text)
    return JSON.parse(text || 'null')
  }

  return {
    url,
    send,
    countTitled: async (title) => {
      const path = `/prompts?limit=100&q=${encodeURIComponent(title)}`
      const { items } = await send<Page<PromptSummary>>('GET', path)
      return items.filter((prompt) => prompt.title === title).length
    },
    kill: () => end('SIGKILL'),
    restart: async () => {
      ;[child, url] = await launch(dataDir, new URL(url).port)
    },
    stop: async () => {
      await end('SIGTERM')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
